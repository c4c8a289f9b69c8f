// Runs every audit of graphql-http against a server and writes the results as JSON.
import { serverAudits } from "graphql-http";

const [url] = process.argv.slice(2);
const results = [];
for (const audit of serverAudits({ url })) {
  const result = await audit.fn();
  const { id, name } = audit;
  results.push({ id, name, status: result.status, reason: result.reason ?? null });
}
process.stdout.write(JSON.stringify(results));
