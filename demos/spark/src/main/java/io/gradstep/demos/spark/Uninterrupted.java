package io.gradstep.demos.spark;

import java.util.function.Supplier;

/**
 * Jobs whose thread may be interrupted, which asks for the end of a search, not of a job: they run to their end, and
 * the thread stays interrupted.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    static <T> T run(Supplier<T> job) {
        boolean asked = Thread.interrupted();
        try {
            while (true) {
                try {
                    return job.get();
                } catch (Exception e) {
                    // Scala does not declare it.
                    if (!((Throwable) e instanceof InterruptedException)) {
                        throw e;
                    }
                    asked = true;
                }
            }
        } finally {
            if (asked) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
