"use strict";
(() => {
  const drawn = JSON.parse(document.getElementById("picture").textContent);
  const stage = document.querySelector(".canvas");
  const chosen = document.querySelector(".chosen");
  const nodes = new vis.DataSet(drawn.nodes);
  const edges = new vis.DataSet(drawn.edges);
  const network = new vis.Network(stage, { nodes, edges }, drawn.options);

  const tell = (ids) => {
    chosen.textContent = ids.map((id) => nodes.get(id).label).join("\n");
    const touching = ids.length ? new Set(ids.flatMap((id) => network.getConnectedEdges(id))) : null;
    edges.update(edges.getIds().map((id) => ({ id, width: touching && touching.has(id) ? 3 : 1 })));
  };
  network.on("selectNode", ({ nodes: ids }) => tell(ids));
  network.on("deselectNode", () => tell([]));

  const readable = 0.6;
  const corner = () => {
    network.fit();
    if (network.getScale() >= readable) return;
    const xs = drawn.nodes.map((node) => node.x), ys = drawn.nodes.map((node) => node.y);
    const { clientWidth: wide, clientHeight: high } = stage;
    network.moveTo({ scale: readable, position: {
      x: Math.min(...xs) - 130 + wide / 2 / readable,
      y: Math.min(...ys) - 80 + high / 2 / readable,
    } });
  };
  corner();
  addEventListener("beforeprint", () => network.fit());

  const scale = (by) => network.moveTo({ scale: network.getScale() * by });
  const acts = { nearer: () => scale(1.25), farther: () => scale(0.8), whole: () => network.fit() };
  for (const [name, act] of Object.entries(acts)) {
    document.getElementById(name).addEventListener("click", act);
  }

  const order = drawn.nodes.map((node) => node.id);
  let at = -1;
  stage.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) {
      at = (at + step + order.length) % order.length;
      network.selectNodes([order[at]]);
      network.focus(order[at], { scale: Math.max(network.getScale(), 0.8) });
      tell([order[at]]);
    } else if (event.key === "+" || event.key === "-") {
      scale(event.key === "+" ? 1.25 : 0.8);
    } else if (event.key === "Escape") {
      network.unselectAll();
      tell([]);
      network.fit();
    } else {
      return;
    }
    event.preventDefault();
  });

  for (const box of document.querySelectorAll("input[data-kind]")) {
    box.addEventListener("change", () => {
      nodes.update(drawn.nodes.filter((node) => node.kind === box.dataset.kind).map(({ id }) => ({ id, hidden: !box.checked })));
    });
  }
  document.body.dataset.drawn = "yes";
})();
