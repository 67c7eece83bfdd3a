/* A kiosk goes back to its first page when nobody touches it; and prints where it has a printer. */
(function () {
  var kiosk = document.querySelector("[data-idle]");
  if (!kiosk) return;
  var home = kiosk.getAttribute("data-home");
  var after = Number(kiosk.getAttribute("data-idle")) * 1000;
  var timer = 0;
  function begin() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      location.replace(home);
    }, after);
  }
  var signs = ["pointerdown", "touchstart", "keydown", "input", "scroll"];
  for (var i = 0; i < signs.length; i++) window.addEventListener(signs[i], begin);
  begin();
  var print = document.getElementById("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () {
      window.print();
    });
    if (kiosk.hasAttribute("data-print")) window.print();
  }
})();
