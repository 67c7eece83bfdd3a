// With JavaScript, keys type at once and only the telephone is replaced; without it, every key
// reloads the page.
const page = document.querySelector("[data-handset]");
const typedInput = () => page?.querySelector<HTMLInputElement>("input[name=typed]");

page?.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const key = event.target.closest<HTMLButtonElement>("button[name=key]");
  const typed = typedInput();
  if (!key || !typed) return;
  event.preventDefault();
  typed.value += key.value;
});

/** The fields of a form as `application/x-www-form-urlencoded`; the handset has no file inputs. */
function encoded(form: HTMLFormElement, submitter: HTMLElement | null): URLSearchParams {
  const fields = [...new FormData(form, submitter)];
  return new URLSearchParams(fields.map(([name, value]) => [name, String(value)]));
}

async function send(page: Element, event: SubmitEvent): Promise<void> {
  if (!(event.target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const response = await fetch(event.target.action, {
    method: "POST",
    body: encoded(event.target, event.submitter),
    headers: { accept: "text/html" },
  });
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = answer.querySelector("[data-handset]");
  if (!next) return location.reload();
  page.replaceChildren(...next.childNodes);
  typedInput()?.focus();
}

page?.addEventListener("submit", (event) => void send(page, event as SubmitEvent));
