import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { STORE, type Store } from '../../store/store.ts';
import { DRILLS } from '../../swing/drills/drill-catalogue.ts';
import { type Access, CallAccess, playerOf } from '../access.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import {
  type AssignedDrillBody,
  type AssignedDrillList,
  assignmentIdSchema,
  type DrillAssignment,
  drillAssignmentSchema,
} from '../contract/coaching.ts';
import { assignmentUnknown, drillUnknown, tooManyAssignments } from '../errors.ts';
import { assignedDrillBody } from './note-body.ts';

/** Of one coach to one player: more than anybody does at home, and room for a season. */
const ASSIGNMENTS_MAX = 20;

/** Drills that a coach gives a player to do. */
@Controller('api/v1/users/:id/drills')
export class AssignedDrillController {
  readonly #store: Store;

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
  }

  @Get()
  list(@Param('id', { schema: playerIdSchema }) player: string): AssignedDrillList {
    const done = this.#store.players.drillsDoneBy(player);
    return { drills: this.#store.coaching.drillsFor(player).map((each) => assignedDrillBody(each, done)) };
  }

  @Post()
  assign(
    @Param('id', { schema: playerIdSchema }) player: string,
    @Body({ schema: drillAssignmentSchema }) { drill, note, dose }: DrillAssignment,
    @CallAccess() access: Access,
  ): AssignedDrillBody {
    const coach = playerOf(access);
    if (!DRILLS.some(({ id }) => id === drill)) throw drillUnknown(drill);
    const given = this.#store.coaching.drillsFor(player).filter((each) => each.coach === coach);
    if (given.length >= ASSIGNMENTS_MAX) throw tooManyAssignments(ASSIGNMENTS_MAX);
    const id = this.#store.coaching.assignDrill(player, coach, { drill, note, ...dose });
    const assigned = this.#store.coaching.findDrill(id);
    if (assigned === undefined) throw assignmentUnknown();
    return assignedDrillBody(assigned, []);
  }

  /** By the coach who gave it, and by the player. */
  @Delete(':assignment')
  @HttpCode(204)
  remove(
    @Param('id', { schema: playerIdSchema }) player: string,
    @Param('assignment', { schema: assignmentIdSchema }) id: string,
    @CallAccess() { caller, reach }: Access,
  ): void {
    const assigned = this.#store.coaching.findDrill(id);
    const isCallers = reach === 'any' || caller?.player === player || caller?.player === assigned?.coach;
    if (assigned === undefined || assigned.player !== player || !isCallers) throw assignmentUnknown();
    this.#store.coaching.removeDrill(id);
  }
}
