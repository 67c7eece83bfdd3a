// The script of every page. Nothing depends on it: every page works without JavaScript.
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest<HTMLAnchorElement>("[data-error-summary] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest("fieldset") ?? field.closest(".govuk-form-group") ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});

/** When each form with a `data-once` button was last sent, to ignore a double click. */
const sentAt = new WeakMap<EventTarget, number>();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form || !event.submitter?.hasAttribute("data-once")) return;
  if (event.timeStamp - (sentAt.get(form) ?? Number.NEGATIVE_INFINITY) < 1000)
    event.preventDefault();
  else sentAt.set(form, event.timeStamp);
});

for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const input of document.querySelectorAll<HTMLInputElement>("[data-suggest]")) {
  const names = document.createElement("datalist");
  names.id = `${input.id}-names`;
  input.after(names);
  input.setAttribute("list", names.id);
  let timer: ReturnType<typeof setTimeout>;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = input.value.trim();
    if (typed.length < 2) return;
    timer = setTimeout(async () => {
      const response = await fetch(`${input.dataset.suggest}&q=${encodeURIComponent(typed)}`);
      if (!response.ok || input.value.trim() !== typed) return;
      const suggested: string[] = await response.json();
      names.replaceChildren(...suggested.map((name) => new Option(name, name)));
    }, 150);
  });
}

const questionsIn = (form: HTMLFormElement) => {
  const shown = form.querySelector<HTMLInputElement>("[name=_shown]");
  return {
    shown,
    names: shown?.value.split(",") ?? [],
    all: [...form.querySelectorAll("[data-q]")],
  };
};

const choicesIn = (question: Element) => question.querySelector("select")?.textContent;

/** Asks what follows from an answer as soon as it is given: the server says which questions. */
async function askAtOnce(form: HTMLFormElement, note: HTMLElement): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  const sent = body.toString();
  note.dataset.sent = sent;
  body.set("_action", "search:");
  const answer = await fetch(form.action, { method: "POST", body });
  const text = answer.ok ? await answer.text() : "";
  const page = new DOMParser().parseFromString(text, "text/html");
  const other = page.querySelector("[data-asks]")?.closest("form");
  // A later answer has been given meanwhile.
  if (!other || note.dataset.sent !== sent) return;
  const [now, next] = [questionsIn(form), questionsIn(other)];
  for (const [index, question] of now.all.entries())
    if (!next.names.includes(now.names[index] ?? "")) question.remove();
  let last: Element | undefined;
  note.textContent = "";
  for (const [index, question] of next.all.entries()) {
    const here = now.all[now.names.indexOf(next.names[index] ?? "")];
    if (!here) {
      last?.after(question);
      note.textContent = note.dataset.asks ?? "";
    }
    // The sectors of another district, for instance: what stands here cannot be chosen any more.
    const isStale = here && choicesIn(here) !== choicesIn(question);
    if (isStale) {
      const { id } = here.contains(document.activeElement) ? (document.activeElement ?? {}) : {};
      here.replaceWith(question);
      // Whoever is there already by keyboard stays there.
      if (id) document.getElementById(id)?.focus();
    }
    last = isStale || !here ? question : here;
  }
  if (now.shown) now.shown.value = next.names.join(",");
}

for (const note of document.querySelectorAll<HTMLElement>("[data-asks]")) {
  const form = note.closest("form");
  form?.addEventListener("change", () => askAtOnce(form, note).catch(() => undefined));
}

/** Sends a form with files and shows how far it is; without this the browser sends it silently. */
function sendWithProgress(form: HTMLFormElement, button: HTMLElement | null): void {
  const bar = document.createElement("progress");
  bar.max = 1;
  const note = document.createElement("p");
  note.className = "hw-sending";
  note.setAttribute("role", "status");
  note.append(form.dataset.progress ?? "", bar);
  (button?.closest(".govuk-button-group") ?? form).before(note);
  const request = new XMLHttpRequest();
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = loaded / total;
  };
  // Whatever goes wrong here, the browser sends the form in its own way.
  request.onerror = () => {
    delete form.dataset.progress;
    form.requestSubmit(button);
  };
  request.onload = () => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const main = page.querySelector("main");
    const isHere = new URL(request.responseURL).pathname === location.pathname;
    if (!isHere || !main) return location.assign(request.responseURL);
    document.title = page.title;
    document.querySelector("main")?.replaceWith(main);
    scrollTo({ top: 0 });
    main.querySelector<HTMLElement>("[data-error-summary]")?.focus();
  };
  request.open("POST", form.action);
  request.send(new FormData(form, button));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-progress")) return;
  const chosen = [...form.querySelectorAll<HTMLInputElement>("[type=file]")];
  if (event.defaultPrevented || chosen.every(({ files }) => !files?.length)) return;
  event.preventDefault();
  sendWithProgress(form, event.submitter);
});

// Another language keeps what is typed: the questions are sent to be shown again, and not saved.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest(".hw-languages__link");
  const form = document.querySelector<HTMLInputElement>("main [name=_shown]")?.form;
  if (!(link instanceof HTMLAnchorElement) || !form) return;
  event.preventDefault();
  for (const [name, value] of [
    ["_lang", link.hreflang],
    ["_action", "search:"],
  ] as const) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
});
