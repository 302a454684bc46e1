package io.gradstep.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private final Metadata<IOException> metadata =
            Metadata.of(Path.of("a.file"), Map.of("width", "16", "depth", "1.5", "rate", "fast", "mode", "Floor"));

    @Test
    void entries_are_read_as_what_they_stand_for() throws IOException {
        assertThat(metadata.has("width")).isTrue();
        assertThat(metadata.has("height")).isFalse();
        assertThat(metadata.text("rate")).isEqualTo("fast");
        assertThat(metadata.integer("width", 16)).isEqualTo(16);
        double width = metadata.parsed("width", Double::valueOf);
        assertThat(width).isEqualTo(16);
        assertThat(metadata.constant("mode", RoundingMode.class)).isEqualTo(RoundingMode.FLOOR);
    }

    @Test
    void errors_name_the_file_and_the_entry_and_say_what_would_be_right() {
        assertThatThrownBy(() -> metadata.text("height"))
                .isInstanceOf(IOException.class)
                .hasMessage("a.file: its metadata has no entry 'height': the file is not complete");
        assertThatThrownBy(() -> metadata.integer("depth", 0))
                .hasMessage("a.file: the metadata entry 'depth' is '1.5', but should be a whole number")
                .hasCauseInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> metadata.parsed("rate", Double::valueOf))
                .hasMessage("a.file: the metadata entry 'rate' is 'fast', but should be a number")
                .hasCauseInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> metadata.integer("width", 17))
                .hasMessage("a.file: the metadata entry 'width' is '16', but should be at least 17");
        assertThatThrownBy(() -> metadata.constant("rate", Thread.State.class))
                .hasMessageContaining("'rate' is 'fast', but should be new or runnable or blocked or ");
        assertThatThrownBy(() -> metadata.parsed("rate", text -> {
                    throw new IllegalArgumentException("there is no rate " + text);
                }))
                .hasMessage("a.file: the metadata entry 'rate': there is no rate fast");
    }
}
