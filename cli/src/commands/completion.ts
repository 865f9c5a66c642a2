import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";

/** `completion`: prints the completion script of a shell, which asks this program for what may come next. */
export function addCompletion(program: Command): void {
  tab(program, { completionCommandName: "completion" });
  const command = program.commands.find((one) => one.name() === "completion");
  command?.description("print the completion script of a shell").addHelpText(
    "after",
    `
Examples:
  # bash, in ~/.bashrc
  source <(twilio-bindings completion bash)

  # zsh, in ~/.zshrc after compinit
  source <(twilio-bindings completion zsh)

  # fish
  twilio-bindings completion fish > ~/.config/fish/completions/twilio-bindings.fish`,
  );
}
