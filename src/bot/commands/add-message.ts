// "Add to my voice" in the menu of one's own voice messages and audio files. Discord's rules on what messages hold make it
// the operator's choice: it is there only with MESSAGE_SAMPLES.
import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ContextMenuCommandBuilder,
  InteractionContextType,
} from 'discord.js';
import type { MessageCommand } from '../interactions/command.ts';
import { receiveMessage } from '../uploads/messages.ts';

export const addMessage: MessageCommand = {
  definition: new ContextMenuCommandBuilder()
    .setName('Add to my voice')
    .setType(ApplicationCommandType.Message)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel),
  run: receiveMessage,
};
