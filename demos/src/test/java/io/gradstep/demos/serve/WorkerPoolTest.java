package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    @Test
    void what_is_done_comes_back() throws RequestException {
        try (WorkerPool pool = new WorkerPool(1, 1, 60)) {
            assertThat(pool.<Integer>have(() -> 42)).isEqualTo(42);
        }
    }

    @Test
    void work_that_takes_too_long_is_interrupted_and_the_worker_goes_on() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(1, 1, 1)) {
            assertThatThrownBy(() -> pool.have(() -> {
                        try {
                            Thread.sleep(60_000);
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                        return 0;
                    }))
                    .isInstanceOf(RequestException.class)
                    .hasMessage("this took longer than 1 seconds and was cancelled");
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(pool.<Integer>have(() -> 1)).isEqualTo(1);
        }
    }

    /** One runs, two wait, and the other three are rejected at once. */
    @Test
    void more_work_than_the_queue_takes_is_refused() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger unavailable = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool(1, 2, 60)) {
            List<Thread> clients = new ArrayList<>();
            CountDownLatch rejections = new CountDownLatch(3);
            for (int i = 0; i < 6; i++) {
                Thread client = new Thread(() -> {
                    try {
                        pool.have(() -> release.await(60, TimeUnit.SECONDS));
                        done.incrementAndGet();
                    } catch (RequestException e) {
                        unavailable.addAndGet(e.response().status() == 503 ? 1 : 0);
                        rejections.countDown();
                    }
                });
                client.start();
                clients.add(client);
            }
            assertThat(rejections.await(30, TimeUnit.SECONDS)).isTrue();
            release.countDown();
            for (Thread client : clients) {
                client.join();
            }
        }
        assertThat(unavailable).hasValue(3);
        assertThat(done).hasValue(3);
    }
}
