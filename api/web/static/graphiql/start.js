// Starts GraphiQL on its page, with a tab for each example; queries stay in the tab of the browser and go with it.
const examples = JSON.parse(document.getElementById("examples").textContent);
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
    defaultTabs: examples.map((query) => ({ query })),
    storage: window.sessionStorage,
    isHeadersEditorEnabled: false,
  }),
);
