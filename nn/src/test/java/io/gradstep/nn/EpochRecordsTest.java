package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.nn.training.EpochRecord;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The epochs that a long training remembers. */
class EpochRecordsTest {
    private static EpochRecord record(int epoch, double loss) {
        return new EpochRecord(epoch, loss, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), 1);
    }

    private static EpochRecords of(int epochs, IntToDoubleFunction loss) {
        EpochRecords records = new EpochRecords();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            records.add(record(epoch, loss.applyAsDouble(epoch)));
        }
        return records;
    }

    private static List<Integer> epochs(EpochRecords records) {
        return records.all().stream().map(EpochRecord::epoch).toList();
    }

    @Test
    void all_epochs_are_kept_up_to_ten_thousand() {
        assertThat(epochs(of(0, epoch -> 1))).isEmpty();
        assertThat(epochs(of(10_000, epoch -> epoch)))
                .hasSize(10_000)
                .startsWith(1, 2, 3)
                .endsWith(10_000);
    }

    /** 10,001 epochs: the even ones, of which there are 5,000, the first, the last, and the best of all, 7. */
    @Test
    void of_more_every_second_is_kept_and_the_first_the_best_and_the_last() {
        assertThat(epochs(of(10_001, epoch -> Math.abs(epoch - 7))))
                .hasSize(5_003)
                .startsWith(1, 2, 4, 6, 7, 8, 10)
                .endsWith(9_998, 10_000, 10_001);
    }

    /** 1,200,000 / 10,000 = 120, so that every 128th is kept: 9,375 of them, and 1. */
    @Test
    void a_million_epochs_take_no_more_room_than_ten_thousand() {
        EpochRecords records = of(1_200_000, epoch -> 1.0 / epoch);

        assertThat(epochs(records)).hasSize(9_376).startsWith(1, 128, 256).endsWith(1_199_872, 1_200_000);
        assertThat(records.done()).isEqualTo(1_200_000);
        assertThat(EpochRecords.fewest(1_200_000)).isEqualTo(9_375);
    }

    @Test
    void the_best_is_the_first_of_the_least_validation_losses() {
        EpochRecords records = new EpochRecords();
        for (int epoch = 1; epoch <= 50_001; epoch++) {
            double validation = epoch == 1 ? Double.NaN : epoch == 1_003 || epoch == 40_005 ? 0.5 : 1;
            records.add(new EpochRecord(
                    epoch, -epoch, OptionalDouble.empty(), OptionalDouble.of(validation), OptionalDouble.empty(), 1));
        }
        // Every eighth is kept.
        assertThat(epochs(records)).contains(1, 8, 1_003, 50_001).doesNotContain(1_002, 40_005, 49_999);
    }

    @Test
    void what_early_stopping_restores_is_kept_too() {
        EpochRecords records = new EpochRecords();
        for (int epoch = 1; epoch <= 30_000; epoch++) {
            if (epoch == 5_001 || epoch == 9_001) {
                records.keep(epoch);
            }
            records.add(record(epoch, -epoch));
        }
        assertThat(epochs(records)).contains(9_001).doesNotContain(5_001);
    }

    @Test
    void a_break_at_any_epoch_changes_nothing() {
        IntToDoubleFunction loss = epoch -> Math.sin(epoch * 0.001) - (epoch == 12_345 ? 1 : 0);
        List<EpochRecord> whole = of(45_001, loss).all();
        for (int end : new int[] {1, 9_999, 10_000, 10_001, 12_345, 12_346, 20_001, 40_003, 45_000}) {
            EpochRecords resumed = new EpochRecords();
            of(end, loss).all().forEach(resumed::add);
            for (int epoch = end + 1; epoch <= 45_001; epoch++) {
                resumed.add(record(epoch, loss.applyAsDouble(epoch)));
                if (epoch % 777 == 0) {
                    resumed.all(); // as a listener may ask for at any time
                }
            }
            assertThat(resumed.all()).as("break after epoch %d", end).isEqualTo(whole);
        }
    }
}
