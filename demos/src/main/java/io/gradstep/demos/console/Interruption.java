package io.gradstep.demos.console;

import java.util.concurrent.CountDownLatch;

/**
 * A shutdown hook for Ctrl-C, SIGTERM and SIGHUP (unless the process ignores it, as under {@code nohup}): training
 * stops after the current batch, and the process ends after the command has saved, drawn and printed everything.
 */
public final class Interruption {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    private Interruption(Runnable stop) {
        this.hook = new Thread(() -> stopAndWait(stop), "interruption");
    }

    /** Installs the hook: an interruption runs a request to stop the training, and waits for {@link #release}. */
    public static Interruption stops(Runnable stop) {
        Interruption interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void stopAndWait(Runnable stop) {
        requested = true;
        stop.run();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether the process has been asked to end} */
    public boolean requested() {
        return requested;
    }

    /** Lets an interrupted process end. */
    public void release() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is already ending because of the interruption.
        }
    }
}
