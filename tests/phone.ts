import { demoPhone } from "../src/channels/ussd/index.ts";
import type { Town } from "./town.ts";

/** The secret of every test's town. */
const secret = "a secret for tests, long enough to be one";

let sessions = 0;

/** A feature phone, speaking as Africa's Talking's gateway does. */
export class Phone {
  readonly town: Pick<Town, "url">;
  readonly number: string;
  private session = "";
  private path: string[] = [];
  /** The last answer, with its CON or END. */
  last = "";

  constructor(town: Pick<Town, "url">, number: string) {
    this.town = town;
    this.number = number;
  }

  /** Dials the code: a new session. */
  async dial(): Promise<string> {
    this.session = `ATUid_${++sessions}`;
    this.path = [];
    return this.send();
  }

  /** Types one answer after the other. */
  async type(...inputs: readonly string[]): Promise<string> {
    for (const input of inputs) {
      this.path.push(input);
      await this.send();
    }
    return this.last;
  }

  /** The gateway asks the same once more. */
  repeat(): Promise<string> {
    return this.send();
  }

  /** Presses the digit before this label, turning pages until it is there. */
  async choose(label: string | RegExp): Promise<string> {
    for (let page = 0; page < 12; page++) {
      for (const line of this.last.split("\n")) {
        const [, digit, words = ""] = /^(?:CON |END )?(?:\d+\/\d+ )?(\d) (.*)$/.exec(line) ?? [];
        if (digit && (typeof label === "string" ? words === label : label.test(words)))
          return this.type(digit);
      }
      if (!/^9 |\n9 /.test(this.last)) break;
      await this.type("9");
    }
    throw new Error(`no ${label} in: ${this.last}`);
  }

  /** Reads all pages of what is shown. */
  async read(): Promise<string> {
    let said = this.last;
    while (/\n9 /.test(this.last)) said += ` ${await this.type("9")}`;
    return said;
  }

  private async send(): Promise<string> {
    const { status, body } = await this.post({
      sessionId: this.session,
      phoneNumber: this.number,
      serviceCode: "*182*7#",
      text: this.path.join("*"),
      networkCode: "63510",
    });
    if (status !== 200) throw new Error(`${status} ${body}`);
    this.last = body;
    return body;
  }

  async post(fields: Record<string, string>, path = "ussd", key = demoPhone(secret).secret) {
    const response = await fetch(`${this.town.url}/${path}/${key}`, {
      method: "POST",
      body: new URLSearchParams(fields),
    });
    return { status: response.status, body: await response.text() };
  }
}
