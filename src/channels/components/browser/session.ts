// Warns two minutes before a session ends (WCAG 2.2.1). Without it the page still says when it
// ends, and what is sent later is kept until its sender has signed in again.
const note = document.querySelector<HTMLElement>("[data-session]");
const dialog = note?.querySelector("dialog");
const time = note?.querySelector<HTMLElement>("[data-session-time]");

const warnSeconds = 120;

interface Left {
  readonly seconds: number;
  readonly final: boolean;
}

let timer: ReturnType<typeof setTimeout>;
let endsAt = Date.now() + Number(note?.dataset.session) * 1000;
let final = note?.hasAttribute("data-final") ?? true;

const secondsLeft = () => (endsAt - Date.now()) / 1000;

function show(part: "ending" | "over"): void {
  if (!note || !dialog) return;
  const set = (name: string, shown: boolean) => {
    const element = note.querySelector<HTMLElement>(`[data-session-${name}]`);
    if (element) element.hidden = !shown;
  };
  set("ending", part === "ending");
  set("over", part === "over");
  set("stay", !final);
  set("final", final);
  dialog.setAttribute("aria-labelledby", `session-${part}`);
  if (!dialog.open) dialog.showModal();
}

function plan(): void {
  clearTimeout(timer);
  const left = secondsLeft();
  const wait = left > warnSeconds ? left - warnSeconds : left;
  timer = setTimeout(look, Math.max(0, wait) * 1000);
}

async function ask(init: RequestInit = {}): Promise<boolean> {
  const headers = { accept: "application/json" };
  try {
    const answer = await fetch("/sign-in/session", { ...init, headers });
    if (!answer.ok) return false;
    const left: Left = await answer.json();
    endsAt = Date.now() + left.seconds * 1000;
    final = left.final;
    if (time && left.seconds > 0)
      time.textContent = new Intl.DateTimeFormat("en-GB", {
        timeStyle: "short",
        timeZone: time.dataset.zone,
      }).format(endsAt);
    return true;
  } catch {
    // Without network the last answer counts.
    return false;
  }
}

/** Another window may have been used since: the server knows. */
async function look(): Promise<void> {
  await ask();
  const left = secondsLeft();
  if (left <= 1) return show("over");
  if (left <= warnSeconds) show("ending");
  else if (dialog?.open) dialog.close();
  plan();
}

if (note && dialog) {
  plan();
  // A machine that slept kept no time.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && secondsLeft() <= warnSeconds) look();
  });
  dialog.addEventListener("submit", async (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post") return;
    event.preventDefault();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    const answered = await ask({ method: "POST", body });
    if (answered && secondsLeft() > warnSeconds) dialog.close();
    else if (answered) show(secondsLeft() <= 1 ? "over" : "ending");
    plan();
  });
}
