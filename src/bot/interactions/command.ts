// What a command is: its definition, its handler, its autocomplete and the buttons it puts under its answers.
import type {
  APIApplicationCommandOptionChoice,
  Attachment,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Message,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { Feature } from '../../storage/guilds.ts';
import type { AnswerTo } from '../../storage/records.ts';
import { type Rule, usualRule } from './admission.ts';
import { type ButtonName, buttonNames } from './buttons.ts';
import type { InAnyLanguage } from '../../i18n/i18n.ts';
import type { Answer, Form } from '../discord/message.ts';
import type { Services } from './services.ts';

/** The answer to one interaction that has been acknowledged. Both methods work for as long as the token lives. */
export interface Reply {
  readonly answerTo: AnswerTo;
  /** What the person who asked can be called aloud. */
  readonly name: string;
  /** Replace the deferred reply; for a button: the message that carries it. */
  edit(message: Answer): Promise<void>;
  /** A further message: public if the reply is, private if it is private. */
  post(message: Answer): Promise<void>;
  /** A further message that only who asked sees. */
  whisper(message: Answer): Promise<void>;
}

/** @param argument what follows the button's name in its custom id */
export type ButtonHandler = (argument: string, reply: Reply, services: Services) => Promise<void>;

/** A form as it was sent. */
export interface Filled {
  /** What stands in the text field now. */
  readonly text: string;
  readonly files: readonly Attachment[];
}

/** What a button does that opens a form. */
export interface FormHandler {
  /** Whether the answer is a message of its own (private, after consent) instead of taking the place of the button's. */
  readonly answersAnew?: boolean;
  /** Runs before the press was acknowledged, so it must be quick. The form's custom id is that of the button. */
  open(argument: string, userId: string, services: Services): Promise<InAnyLanguage<Form>>;
  submit(argument: string, filled: Filled, reply: Reply, services: Services): Promise<void>;
}

export interface Command {
  readonly definition: { readonly name: string; toJSON(): RESTPostAPIChatInputApplicationCommandsJSONBody };
  /** Whether only the user sees the answer. Decided before the acknowledgement, so from the interaction alone. */
  isPrivate(interaction: ChatInputCommandInteraction): boolean;
  /** Whether consent must have been given before it runs: where something of theirs is kept or computed. */
  needsConsent(interaction: ChatInputCommandInteraction): boolean;
  /**
   * Looked at before consent is asked for: nobody agrees to anything only to hear that they have no voice yet.
   * @throws UserError what keeps it from being done
   */
  beforeConsent?(interaction: ChatInputCommandInteraction, services: Services): Promise<unknown>;
  /**
   * Runs after the interaction was acknowledged (and consent given): `reply` may belong to the consent's button, so
   * answers go there, never to `interaction`, which only tells the options.
   */
  run(interaction: ChatInputCommandInteraction, reply: Reply, services: Services): Promise<void>;
  autocomplete?(
    interaction: AutocompleteInteraction,
    services: Services,
  ): Promise<readonly APIApplicationCommandOptionChoice[]>;
  /** What a server can forbid that this is. */
  readonly feature?: Feature;
  /** Whether what it is about may be known only to the process that is in a voice channel of the server. */
  readonly concernsCalls?: true;
  /** What works despite bans or a server's settings (see {@link Rule}), by the name of the command ("share off" of a
   * subcommand), button or form. */
  readonly despite?: Readonly<Record<string, Exclude<Rule['despite'], 'nothing'>>>;
  /** Whether everybody sees the answer also in a server that wants quiet: it is changed for longer than a private one can be. */
  readonly staysPublic?: boolean;
  /** A button's custom id is made by {@link buttonId}. */
  readonly buttons?: Readonly<Partial<Record<ButtonName, ButtonHandler>>>;
  /** Buttons that open a form. */
  readonly forms?: Readonly<Partial<Record<ButtonName, FormHandler>>>;
}

/** A command in the menu of a message. Its answer is private, and consent was given before it runs. */
export interface MessageCommand {
  readonly definition: { readonly name: string; toJSON(): RESTPostAPIContextMenuApplicationCommandsJSONBody };
  /** @param reply may belong to the consent's button */
  run(message: Message, reply: Reply, services: Services): Promise<void>;
}

export interface Registry {
  readonly commands: ReadonlyMap<string, Command>;
  readonly messageCommands: ReadonlyMap<string, MessageCommand>;
  readonly buttons: ReadonlyMap<string, ButtonHandler>;
  readonly forms: ReadonlyMap<string, FormHandler>;
  /** What is known of a command (with or without its subcommand), button or form, by its name. */
  ruleOf(name: string): Rule;
  /** Whether the process that is in a voice channel of the server goes first, by the same name. */
  concernsCalls(name: string): boolean;
}

/**
 * Check and index the commands; run at start so that a mistake stops the bot and not a user.
 * @param gateButtons handlers of buttons that belong to no command (the consent question's)
 * @throws when a definition does not serialize, or the name of a command or button has not exactly one handler
 */
export function createRegistry(
  all: readonly Command[],
  gateButtons: NonNullable<Command['buttons']>,
  inMenus: readonly MessageCommand[] = [],
): Registry {
  const commands = new Map<string, Command>();
  for (const command of all) {
    const { name } = command.definition.toJSON();
    if (commands.has(name)) throw new Error(`two commands are called /${name}`);
    commands.set(name, command);
  }
  const buttons = new Map<string, ButtonHandler>();
  for (const handlers of [gateButtons, ...all.map((command) => command.buttons ?? {})]) {
    for (const [button, handler] of Object.entries(handlers)) {
      if (buttons.has(button)) throw new Error(`two handlers for the button "${button}"`);
      buttons.set(button, handler);
    }
  }
  const forms = new Map<string, FormHandler>();
  for (const [button, form] of all.flatMap((command) => Object.entries(command.forms ?? {}))) {
    if (buttons.has(button) || forms.has(button)) throw new Error(`two handlers for the button "${button}"`);
    forms.set(button, form);
  }
  const missing = buttonNames.filter((button) => !buttons.has(button) && !forms.has(button));
  if (missing.length > 0) throw new Error(`no handler for the buttons ${missing.join(', ')}`);
  const rules = new Map<string, Rule>();
  const ofCalls = new Set<string>();
  for (const { definition, buttons: own = {}, forms: ownForms = {}, feature = null, despite = {}, ...more } of all) {
    const names = [definition.name, ...Object.keys(despite), ...Object.keys(own), ...Object.keys(ownForms)];
    for (const name of names) {
      rules.set(name, { despite: despite[name] ?? 'nothing', feature });
      if (more.concernsCalls === true) ofCalls.add(name);
    }
  }
  const messageCommands = new Map(inMenus.map((command) => [command.definition.toJSON().name, command]));
  return {
    commands,
    messageCommands,
    buttons,
    forms,
    ruleOf: (name) => rules.get(name) ?? rules.get(name.split(' ', 1)[0]) ?? usualRule,
    concernsCalls: (name) => ofCalls.has(name),
  };
}
