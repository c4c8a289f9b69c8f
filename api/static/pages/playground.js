// The playground: GraphiQL with the ready-made examples of /examples.json.
"use strict";

(async () => {
  const target = document.getElementById("graphiql");
  if (!window.GraphiQL) {
    target.textContent =
      "The playground's script libraries are not installed. Run `make setup` on the server; the API works without them.";
    return;
  }
  const examples = await (await fetch("/examples.json")).json();
  const wanted = new URLSearchParams(window.location.search).get("example");
  const chosen = examples.find((example) => example.name === wanted);

  const menu = document.getElementById("example");
  for (const example of examples) {
    menu.add(new Option(example.title, example.name, false, example === chosen));
  }
  menu.addEventListener("change", () => {
    if (menu.value) window.location.search = new URLSearchParams({ example: menu.value }).toString();
  });

  const properties = {
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
    plugins: [GraphiQLPluginExplorer.explorerPlugin()],
    defaultQuery: examples.length ? examples[0].query : undefined,
    shouldPersistHeaders: false,
  };
  if (chosen) {
    properties.query = chosen.query;
    properties.variables = chosen.variables ? JSON.stringify(chosen.variables, null, 2) : "";
  }
  ReactDOM.createRoot(target).render(React.createElement(GraphiQL, properties));
})();
