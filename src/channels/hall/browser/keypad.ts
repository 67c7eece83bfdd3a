/* Own keys for a kiosk without a keyboard: they come with the field that is touched.
   ECMAScript 5 apart from the types, like board.ts. */
(function () {
  var fields = document.querySelectorAll<HTMLInputElement>("input[data-keys]");
  function type(field: HTMLInputElement, key: string) {
    var most = Number(field.getAttribute("data-most")) || 20;
    if (key === "") field.value = field.value.slice(0, -1);
    else if (field.value.length < most) field.value += key;
    // What listens to typing, such as the timer of an idle kiosk, hears it.
    var event = document.createEvent("Event");
    event.initEvent("input", true, false);
    field.dispatchEvent(event);
  }
  function keyOf(field: HTMLInputElement, words: string, key: string) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = key === "" ? "k-key k-key--erase" : "k-key";
    button.appendChild(document.createTextNode(words));
    button.addEventListener("click", function () {
      type(field, key);
    });
    return button;
  }
  function keysOf(field: HTMLInputElement) {
    var pad = document.createElement("div");
    var keys = field.getAttribute("data-keys") || "";
    pad.className = keys.length > 12 ? "k-keys k-keys--letters" : "k-keys";
    pad.setAttribute("role", "group");
    pad.setAttribute("aria-label", field.getAttribute("data-pad") || "");
    pad.hidden = true;
    for (var at = 0; at < keys.length; at++) {
      var key = keys.charAt(at);
      pad.appendChild(keyOf(field, key, key));
    }
    pad.appendChild(keyOf(field, field.getAttribute("data-erase") || "⌫", ""));
    return pad;
  }
  function equip(field: HTMLInputElement) {
    var pad = keysOf(field);
    // No second keyboard of the system comes over the page.
    field.setAttribute("inputmode", "none");
    if (field.parentNode) field.parentNode.appendChild(pad);
    function show() {
      pad.hidden = false;
      // What was read before gives its room to the keys.
      var note = document.getElementById("wait-note");
      if (note) note.hidden = true;
    }
    field.addEventListener("focus", show);
    if (document.activeElement === field || field.hasAttribute("data-open")) show();
  }
  for (var at = 0; at < fields.length; at++) {
    var field = fields[at];
    if (field) equip(field);
  }
})();
