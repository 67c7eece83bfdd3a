import { connect as connectTls } from "node:tls";
import { createTransport } from "nodemailer";
import type { Config } from "../../src/config.ts";
import { mailEncryption } from "../../src/messages/index.ts";
import { type Finding, findingsOf, reasonOf } from "./finding.ts";

const patienceMs = 5000;

/** Mail server, SMS gateway and payment providers: whether they are there. Nothing is sent. */
export async function lookOutside(config: Config): Promise<Finding[]> {
  const looks = [lookAtMail(config), lookAtSms(config), lookAtPayments(config), lookAtTls(config)];
  return (await Promise.all(looks)).flat();
}

async function lookAtMail({ mail }: Config): Promise<Finding[]> {
  const says = findingsOf("e-mail");
  if (!mail) {
    says.weak("no mail server: no e-mail leaves (HAMWE_SMTP_URL)");
    return says.all;
  }
  const limits = { connectionTimeout: patienceMs, greetingTimeout: patienceMs };
  const transport = createTransport({ url: mail.url, ...limits, ...mailEncryption(mail.url) });
  await transport.verify().then(
    () => says.good("the mail server takes our login"),
    (error) => says.wrong(reasonOf(error)),
  );
  transport.close();
  if (!mail.bounces)
    says.weak("nobody learns that an e-mail came back (HAMWE_BOUNCE_ADDRESS, HAMWE_BOUNCE_LISTEN)");
  return says.all;
}

async function lookAtSms({ phone }: Config): Promise<Finding[]> {
  const says = findingsOf("SMS");
  const url = phone?.http?.url ?? phone?.sms?.url;
  if (url === undefined)
    says.weak("no gateway: no SMS leaves (HAMWE_PHONE_SECRET, docs/sms-gateway.md)");
  else await reach(new URL(url).origin, says);
  return says.all;
}

async function lookAtPayments({ payments }: Config): Promise<Finding[]> {
  const says = findingsOf("payments");
  const { momo, irembo, mobileMoney, card, bank } = payments ?? {};
  const urls = [momo, irembo, mobileMoney, card, bank].flatMap((each) => (each ? [each.url] : []));
  if (urls.length === 0) says.weak("no provider: no fee can be paid (docs/payments.md)");
  for (const url of urls) await reach(url, says);
  return says.all;
}

/** Any answer shows that it is there; what it says to a stranger is its own business. */
async function reach(url: string, says: ReturnType<typeof findingsOf>): Promise<void> {
  try {
    const answer = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(patienceMs) });
    says.good(`${new URL(url).host} answers (${answer.status})`);
  } catch (error) {
    says.wrong(`${new URL(url).host}: ${reasonOf(error)}`);
  }
}

/** The certificate of the proxy in front, as a browser would see it. */
async function lookAtTls({ baseUrl }: Config): Promise<Finding[]> {
  const says = findingsOf("TLS");
  const { hostname, port, protocol } = new URL(baseUrl);
  if (protocol !== "https:") {
    says.wrong(`${baseUrl} is not https`);
    return says.all;
  }
  await new Promise<void>((done) => {
    const at = { host: hostname, port: Number(port || 443), servername: hostname };
    const socket = connectTls({ ...at, timeout: patienceMs });
    const end = (say: () => void) => () => {
      say();
      socket.destroy();
      done();
    };
    socket.once(
      "timeout",
      end(() => says.weak(`${baseUrl} does not answer yet`)),
    );
    socket.once("error", (error) => {
      const away = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(
        (error as NodeJS.ErrnoException).code ?? "",
      );
      const text = `${baseUrl}: ${reasonOf(error)}`;
      end(() => (away ? says.weak(text) : says.wrong(text)))();
    });
    socket.once(
      "secureConnect",
      end(() => {
        const days = (Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / 86_400_000;
        says.should(
          days > 14,
          `${socket.getProtocol()}, the certificate is good for ${Math.floor(days)} days`,
          `the certificate ends in ${Math.floor(days)} days`,
        );
      }),
    );
  });
  return says.all;
}
