"use strict";
(() => {
  const events = [...document.querySelectorAll("tr.event")];
  const lines = document.querySelector(".lines");
  let wide = 30;
  const widen = (by) => {
    wide = Math.min(Math.max(wide * by, 15), 480);
    lines.style.setProperty("--time", `${wide}rem`);
  };
  document.getElementById("nearer").addEventListener("click", () => widen(1.5));
  document.getElementById("farther").addEventListener("click", () => widen(1 / 1.5));

  lines.addEventListener("keydown", (key) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key.key];
    if (step) {
      const at = events.indexOf(document.activeElement);
      events[at < 0 ? 0 : (at + step + events.length) % events.length].focus();
    } else if (key.key === "+" || key.key === "-") {
      widen(key.key === "+" ? 1.5 : 1 / 1.5);
    } else {
      return;
    }
    key.preventDefault();
  });
  document.body.dataset.drawn = "yes";
})();
