package io.gradstep.demos.serve;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A few threads that compute, with a queue that is as long as somebody may be willing to wait. */
final class WorkerPool implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final long seconds;

    /**
     * Takes on workers.
     *
     * @param count how many
     * @param queue how much work may wait
     * @param seconds how long a piece of work may take, waiting included
     */
    WorkerPool(int count, int queue, long seconds) {
        this.seconds = seconds;
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
            Thread thread = new Thread(task, "playground worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Has something done and waits for it; what takes too long is interrupted, and answered without it. */
    <T> T have(Callable<T> work) throws RequestException {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw RequestException.forNow("too much is being computed at once; try again in a moment");
        }
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            throw RequestException.forNow("this took longer than %d seconds and was given up".formatted(seconds));
        } catch (InterruptedException e) {
            result.cancel(true);
            throw new RequestException(RequestException.UNAVAILABLE, "the playground is being closed");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestException exception) {
                throw exception;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
