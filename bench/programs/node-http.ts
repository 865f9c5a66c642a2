import { get } from "node:http";
import { authorization, loopOver } from "./contender.ts";

/** `node:http` and nothing else: the floor. Its global agent keeps connections alive. */
export const open = loopOver(
  (url) =>
    new Promise((resolve, reject) => {
      get(url, { headers: { Authorization: authorization } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          if (response.statusCode !== 200) reject(new Error(`${response.statusCode ?? 0} from ${url}`));
          else resolve(JSON.parse(Buffer.concat(chunks).toString()));
        });
      }).on("error", reject);
    }),
);
