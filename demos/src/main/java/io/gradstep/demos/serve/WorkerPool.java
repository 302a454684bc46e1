package io.gradstep.demos.serve;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A small thread pool with a bounded queue and a time limit. */
final class WorkerPool implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final long seconds;

    /**
     * Starts the workers.
     *
     * @param count the number of workers
     * @param queue the length of the queue
     * @param seconds the time limit for a task, including its wait
     */
    WorkerPool(int count, int queue, long seconds) {
        this.seconds = seconds;
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
            Thread thread = new Thread(task, "playground worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs a task and waits for its result; a task over the time limit is interrupted and fails. */
    <T> T have(Callable<T> work) throws RequestException {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw RequestException.forNow("the server is busy; try again in a moment");
        }
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            throw RequestException.forNow("this took longer than %d seconds and was cancelled".formatted(seconds));
        } catch (InterruptedException e) {
            result.cancel(true);
            throw new RequestException(RequestException.UNAVAILABLE, "the playground is shutting down");
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
