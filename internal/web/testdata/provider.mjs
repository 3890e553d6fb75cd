// An OpenID provider for the tests: node provider.mjs REDIRECT_URI. It writes its own address, and ends with its input.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [redirect] = process.argv.slice(2);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "smileboard", client_secret: "a secret of the test's", redirect_uris: [redirect] }],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["a key of the test's"] },
    // Whoever is called unverified-… has a mail address that nobody checked.
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id.replace(/^unverified-/, "")}@example.cn`, email_verified: !id.startsWith("unverified-") }),
    }),
  });
  server.on("request", provider.callback());
  process.stdout.write(`${issuer}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();
