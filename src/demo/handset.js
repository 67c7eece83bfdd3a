// With JavaScript keys type at once, and only the telephone changes; without it every key asks the server.
const page = document.querySelector("[data-handset]");

page?.addEventListener("click", (event) => {
  const key = event.target.closest("button[name=key]");
  const typed = page.querySelector("input[name=typed]");
  if (!key || !typed) return;
  event.preventDefault();
  typed.value += key.value;
});

page?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const response = await fetch(form.action, {
    method: "POST",
    body,
    headers: { accept: "text/html" },
  });
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = answer.querySelector("[data-handset]");
  if (!next) return location.reload();
  page.replaceChildren(...next.childNodes);
  page.querySelector("input[name=typed]")?.focus();
});
