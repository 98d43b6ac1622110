// @neo4j/graphql on Apollo, on the graph of the benchmark: prints its address once it listens.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const typeDefs = `
  type Person @node(labels: ["Entity", "Person"]) {
    uid: String!
    name: String
    pseudonym: String
    note: String
    birthDate: String @alias(property: "birth_date")
    events: [Event!]! @relationship(type: "SUBJECT", direction: IN)
  }
  type Event @node(labels: ["Entity", "Event"]) {
    uid: String!
    kind: String
    ground: String
    modality: String
    date: String
    first: Int @alias(property: "date_first")
    last: Int @alias(property: "date_last")
    subject: [Person!]! @relationship(type: "SUBJECT", direction: OUT)
    agencies: [Agency!]! @relationship(type: "ACTORS", direction: OUT)
  }
  type Agency @node(labels: ["Entity", "Agency"]) {
    uid: String!
    name: String
  }
`;

const { BOLT, PASSWORD } = process.env;
const driver = neo4j.driver(BOLT, neo4j.auth.basic("neo4j", PASSWORD), { telemetryDisabled: true });
const made = new Neo4jGraphQL({ typeDefs, driver, features: { filters: { String: { GT: true } } } });
const server = new ApolloServer({ schema: await made.getSchema() });
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
console.log(url);
