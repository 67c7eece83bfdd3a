import type { Gateway } from "./deliverer.ts";
import type { Message } from "./outbox.ts";

/** An account with Africa's Talking or a compatible carrier. */
export interface SmsAccount {
  readonly url: string;
  readonly username: string;
  readonly apiKey: string;
  /** Sender's name or short code; the carrier's default where empty. */
  readonly from: string;
}

/**
 * 100 processed, 101 sent, 102 queued; everything else is a refusal (their "Send SMS", status
 * codes).
 */
const accepted = new Set([100, 101, 102]);

interface Answer {
  readonly SMSMessageData?: {
    readonly Recipients?: readonly { readonly statusCode: number; readonly messageId: string }[];
  };
}

/**
 * Sends an SMS by their HTTP interface. Throws where it was refused, with their code but not the
 * number.
 */
export const africasTalking = ({ url, username, apiKey, from }: SmsAccount): Gateway => ({
  async send({ recipient, body }: Message): Promise<string> {
    const response = await fetch(url, {
      method: "POST",
      headers: { apiKey, accept: "application/json" },
      body: new URLSearchParams({ username, to: recipient, message: body, ...(from && { from }) }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`the SMS carrier answered ${response.status}`);
    const { SMSMessageData } = (await response.json()) as Answer;
    const receipt = SMSMessageData?.Recipients?.[0];
    if (!receipt || !accepted.has(receipt.statusCode))
      throw new Error(`the SMS carrier refused: ${receipt?.statusCode ?? "no receipt"}`);
    return receipt.messageId;
  },
});
