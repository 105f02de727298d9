import type { CommandGroup } from '../../command';

export const CLASS_GROUP: CommandGroup = { name: 'class', summary: 'a lab for each team: on AWS, or on this machine' };
