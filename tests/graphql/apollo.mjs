// Asks a server with Apollo Client, which puts the pages of a list together in its cache, and tells what came as JSON:
// node apollo.mjs FOLDER_OF_PACKAGES ADDRESS TOKEN
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, address, token] = process.argv.slice(2);
const need = createRequire(join(folder, "package.json"));
const { ApolloClient, InMemoryCache, HttpLink, gql } = need("@apollo/client");
const { relayStylePagination } = need("@apollo/client/utilities");

const client = new ApolloClient({
  link: new HttpLink({ uri: `${address}graphql`, headers: { authorization: `Bearer ${token}` } }),
  cache: new InMemoryCache({ typePolicies: { Query: { fields: { persons: relayStylePagination() } } } }),
});
const persons = gql`
  query Persons($after: String) {
    persons(first: 20, after: $after) {
      totalCount
      edges { node { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
let after = null;
do {
  const { data } = await client.query({ query: persons, variables: { after }, fetchPolicy: "network-only" });
  after = data.persons.pageInfo.hasNextPage && data.persons.pageInfo.endCursor;
} while (after);
const data = client.readQuery({ query: persons });
const [first] = data.persons.edges;
const again = client.readFragment({
  id: client.cache.identify(first.node),
  fragment: gql`fragment Named on Person { name }`,
});
const wrong = await client.query({ query: gql`{ persons { nothing } }`, errorPolicy: "all" });
const told = {
  total: data.persons.totalCount,
  ids: data.persons.edges.map(({ node }) => node.id),
  again: again.name === first.node.name,
  refused: wrong.error.errors.map(({ extensions }) => extensions.code),
};
client.stop();
process.stdout.write(JSON.stringify(told));
