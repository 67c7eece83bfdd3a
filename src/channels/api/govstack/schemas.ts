import { Type } from "typebox";
import { listOf, shape } from "../schemas.ts";

/** INSTANCE, CLASS, MEMBER and SUBSYSTEM of X-Road, 50 characters each, and what stands between. */
export const mediatorLength = 203;

export const mediator = {
  type: "object",
  required: ["information-mediator-client"],
  properties: {
    "information-mediator-client": {
      type: "string",
      maxLength: mediatorLength,
      description: "INSTANCE/CLASS/MEMBER/SUBSYSTEM of the one who asks",
      examples: ["RW/GOV/1001/licensing"],
    },
  },
};

export const ServiceId = shape({ serviceId: Type.String({ maxLength: 80 }) });
export const EFormId = shape({
  eFormId: Type.String({ maxLength: 160, examples: ["birth-certificate.child"] }),
});
export const FileId = shape({ fileId: Type.String({ maxLength: 200 }) });
export const ByName = shape({ name: Type.Optional(Type.String({ maxLength: 200 })) });

export const GovService = shape({
  id: Type.String({ description: "A name that stays, no UUID" }),
  name: Type.String(),
  version: Type.String(),
  type: Type.Literal("Public"),
  isExecutable: Type.Boolean(),
  description: Type.String(),
});
export const GovServices = listOf(GovService);

const form = {
  eFormId: Type.String(),
  name: Type.String(),
  version: Type.String(),
  latest: Type.Boolean(),
};
export const EForms = listOf(shape(form));
export const EForm = shape({
  ...form,
  schema: Type.Record(Type.String(), Type.Unknown(), { description: "JSON Schema 2020-12" }),
});

export const GovApplication = shape({
  fileId: Type.String({ format: "uuid" }),
  registered: Type.String({ format: "date-time" }),
  serviceId: Type.String(),
  serviceName: Type.String(),
  status: shape({
    code: Type.String({ description: "PENDING, SENDBACK, APPROVED or REJECTED" }),
    title: Type.String(),
  }),
  ended: Type.Boolean(),
  applicantId: Type.String({ description: "Always empty: a program is told no identity" }),
  applicationData: shape({
    applicantId: Type.String({ description: "Always empty" }),
    created: Type.String({ format: "date-time" }),
  }),
});

export const RegisterParams = shape({
  registry: Type.String({ maxLength: 40, examples: ["papers"] }),
  version: Type.String({ maxLength: 10, examples: ["1.0"] }),
});
export const RegisterQuery = shape({
  query: shape({
    content: shape({ number: Type.String({ maxLength: 40, examples: ["7KQ3M-9XFCD"] }) }),
  }),
});
export const Exists = shape({ answer: shape({ status: Type.Boolean(), message: Type.String() }) });
export const Read = shape({
  content: shape({
    number: Type.String(),
    standing: Type.String({ description: "valid, expired or revoked" }),
    title: Type.String(),
    authority: Type.String(),
    issuedAt: Type.String({ format: "date-time" }),
  }),
});

export const UsageQuery = shape({
  userId: Type.String({ maxLength: 40, description: "National number of the person" }),
  databaseId: Type.Literal("cases"),
});
export const usageHeaders = {
  type: "object",
  required: ["information-mediator-client", "confirmation-id", "confirmation-code"],
  properties: {
    ...mediator.properties,
    "confirmation-id": {
      type: "string",
      format: "uuid",
      description: "Of `POST /api/v1/confirmations` with `usage`",
    },
    "confirmation-code": {
      type: "string",
      maxLength: 10,
      description: "The six digits that the person was sent",
    },
  },
};
export const Usage = listOf(
  shape({
    id: Type.String(),
    readerId: Type.String({ description: "A pseudonym that stays the same" }),
    readerInitials: Type.String(),
    readerInstitutionId: Type.String(),
    readerInstitutionName: Type.String(),
    readerApplicationName: Type.String(),
    searchDateTime: Type.String({ format: "date-time" }),
    refrences: listOf(shape({ ReferenceId: Type.String() }), {
      description: "Both written so in the specification",
    }),
  }),
);
