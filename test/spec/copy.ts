import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { refresh } from "../../scripts/generate/freshness.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Copies folders of the project, with its dependencies, into one that goes away with the test. */
export async function copyProject(...parts: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), "twilio-bindings-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const part of [...parts, "package.json"]) {
    await cp(join(root, part), join(folder, part), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const openapi = join(folder, "openapi");
  const out = join(folder, "generated");
  return {
    folder,
    openapi,
    out,
    /** Replaces a text in a file, which must be there. */
    edit: async (file: string, from: string | RegExp, to: string): Promise<void> => {
      const path = join(folder, file);
      const before = await readFile(path, "utf8");
      const after = before.replace(from, to);
      expect(after, `${file} has no ${String(from)}`).not.toBe(before);
      await writeFile(path, after);
    },
    /** Generates, writes what comes of it, and returns it. */
    regenerate: async (): Promise<Map<string, string>> => {
      // Imported when needed: the generator brings the TypeScript compiler.
      const { generate } = await import("../../scripts/generate/outputs.ts");
      const outputs = await generate(openapi);
      await refresh(outputs, out, { stale: [...outputs.keys()], left: [] });
      return outputs;
    },
  };
}

/** An operation that the spec does not have: the push configuration of a service. */
export const PUSH_CONFIGURATION = `
  /v1/Services/{ChatServiceSid}/Configuration/Notifications:
    description: The push configuration of a Conversations service.
    parameters:
      - $ref: "#/components/parameters/ChatServiceSid"
    get:
      operationId: FetchServiceNotification
      summary: Fetch the push configuration
      description: Fetches the push configuration of a Conversations service.
      tags: [Binding]
      responses:
        "200":
          description: The push configuration.
          content:
            application/json:
              schema:
                type: object
                required: [chat_service_sid, log_enabled]
                properties:
                  chat_service_sid:
                    description: The service.
                    $ref: components/sids.yaml#/ServiceSid
                  log_enabled:
                    description: Whether notifications are logged.
                    type: boolean
              examples:
                configuration:
                  value: { chat_service_sid: ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, log_enabled: true }
        "404":
          $ref: components/errors.yaml#/responses/NotFound

components:
`;
