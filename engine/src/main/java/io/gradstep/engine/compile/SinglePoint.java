package io.gradstep.engine.compile;

import org.jspecify.annotations.Nullable;

/** An evaluator with the rooms of its past evaluations. */
final class SinglePoint {
    final Evaluator evaluator;

    /** Null if the evaluator needs no room. */
    private final @Nullable Rooms<Room> rooms;

    SinglePoint(Evaluator evaluator) {
        this.evaluator = evaluator;
        Room room = evaluator.room();
        this.rooms = room == Room.NONE ? null : new Rooms<>(evaluator::room);
        giveBack(room);
    }

    Room takeRoom() {
        return rooms == null ? Room.NONE : rooms.take();
    }

    void giveBack(Room room) {
        if (rooms != null) {
            rooms.giveBack(room);
        }
    }
}
