package io.gradstep.engine.compile;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rooms of past evaluations for later ones, so that evaluations allocate nothing: a few slots, each with at
 * most one room, which a thread takes out while it uses it. A custom op may therefore call the function it is part of.
 *
 * @param <R> what kind of room
 */
final class Rooms<R> {
    private static final int SLOTS = 16;

    private final AtomicReferenceArray<@Nullable R> slots = new AtomicReferenceArray<>(SLOTS);
    private final Supplier<R> maker;

    Rooms(Supplier<R> maker) {
        this.maker = maker;
    }

    R take() {
        int start = home();
        for (int i = 0; i < SLOTS; i++) {
            int slot = (start + i) & (SLOTS - 1);
            if (slots.get(slot) != null) {
                R room = slots.getAndSet(slot, null);
                if (room != null) {
                    return room;
                }
            }
        }
        return maker.get();
    }

    /** Gives a room back; one too many is left to the garbage collector. */
    void giveBack(R room) {
        int start = home();
        for (int i = 0; i < SLOTS; i++) {
            int slot = (start + i) & (SLOTS - 1);
            if (slots.get(slot) == null && slots.compareAndSet(slot, null, room)) {
                return;
            }
        }
    }

    /** Where a thread looks first, so that threads do not get into each other's way. */
    @SuppressWarnings("deprecation") // Thread.threadId() came after 17
    private static int home() {
        return (int) Thread.currentThread().getId() & (SLOTS - 1);
    }
}
