/**
 * Asks the device of whoever sends a form for a passkey, puts the answer into the form and sends
 * it. The options stand on the form as JSON; bytes are base64url in both directions.
 */
type Json = Record<string, unknown>;

const bytesOf = (text: unknown): ArrayBuffer => {
  const binary = atob(String(text).replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0)).buffer;
};

const textOf = (bytes: ArrayBuffer | null | undefined): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const credentials = (list: unknown) =>
  ((list as Json[] | undefined) ?? []).map((one) => ({ ...one, id: bytesOf(one.id) }));

async function answerTo(options: Json, adds: boolean): Promise<Json> {
  const challenge = bytesOf(options.challenge);
  const publicKey = adds
    ? {
        ...options,
        challenge,
        user: { ...(options.user as Json), id: bytesOf((options.user as Json).id) },
        excludeCredentials: credentials(options.excludeCredentials),
      }
    : { ...options, challenge, allowCredentials: credentials(options.allowCredentials) };
  const credential = (await (adds
    ? navigator.credentials.create({ publicKey } as unknown as CredentialCreationOptions)
    : navigator.credentials.get({ publicKey } as unknown as CredentialRequestOptions))) as
    | PublicKeyCredential
    | undefined;
  if (!credential) throw new Error("no credential");
  const { id, rawId, type, authenticatorAttachment } = credential;
  const response = credential.response as AuthenticatorAttestationResponse &
    AuthenticatorAssertionResponse;
  const clientDataJSON = textOf(response.clientDataJSON);
  return {
    ...{ id, rawId: textOf(rawId), type, authenticatorAttachment, clientExtensionResults: {} },
    response: adds
      ? {
          clientDataJSON,
          attestationObject: textOf(response.attestationObject),
          transports: response.getTransports?.() ?? [],
        }
      : {
          clientDataJSON,
          authenticatorData: textOf(response.authenticatorData),
          signature: textOf(response.signature),
          ...(response.userHandle && { userHandle: textOf(response.userHandle) }),
        },
  };
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]"))
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
    if (failed) failed.hidden = true;
    try {
      const options = JSON.parse(form.dataset.options ?? "{}") as Json;
      const answer = await answerTo(options, form.dataset.passkey === "add");
      const field = form.elements.namedItem("answer") as HTMLInputElement;
      field.value = JSON.stringify(answer);
      form.submit();
    } catch {
      // Cancelled, too late, or no device that can: what can be done stands on the page.
      if (failed) {
        failed.hidden = false;
        failed.focus();
      }
    }
  });
