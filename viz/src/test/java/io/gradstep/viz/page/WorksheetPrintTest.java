package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Graphs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worksheets as a browser prints them. */
class WorksheetPrintTest {
    /** A4 is 8.27 × 11.69 inches. */
    private static final List<double[]> PAPERS = List.of(new double[] {8.27, 11.69}, new double[] {8.5, 11});

    @TempDir
    private Path folder;

    private Browser open(Worksheet sheet) throws IOException {
        Path file = folder.resolve("sheet.html");
        sheet.writeTo(file);
        return Browser.shared().open(file, "");
    }

    private static int pages(Browser browser, double width, double height) {
        Map<String, Object> printed = browser.driver.executeCdpCommand(
                "Page.printToPDF", Map.of("paperWidth", width, "paperHeight", height, "printBackground", false));
        String pdf = new String(
                Base64.getDecoder().decode(String.valueOf(printed.get("data"))), StandardCharsets.ISO_8859_1);
        return (int) Pattern.compile("/Type\\s*/Page\\b").matcher(pdf).results().count();
    }

    @Test
    void a_sheet_takes_a_page_and_so_does_its_key_on_a4_and_on_letter() throws IOException {
        Worksheet lecture = Worksheet.of(Trace.of(Graphs.lecture())).blankValues();
        Browser browser = open(lecture);
        for (double[] paper : PAPERS) {
            assertThat(pages(browser, paper[0], paper[1])).isEqualTo(2);
        }
        browser = open(Worksheet.variants(List.of(lecture, lecture, lecture)));
        for (double[] paper : PAPERS) {
            assertThat(pages(browser, paper[0], paper[1])).isEqualTo(4);
        }
    }

    /** 18 × 8 mm are 68.03 × 30.24 pixels, of which 96 are an inch. */
    @Test
    void boxes_in_tables_and_lines_leave_room_to_write() throws IOException {
        Browser browser = open(Worksheet.of(Trace.of(Graphs.chain(12))));
        browser.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            assertThat((List<?>) browser.run("return [...document.querySelectorAll('.box, .line')]"
                            + ".map((box) => box.getBoundingClientRect())"
                            + ".filter((box) => box.width < 68.02 || box.height < 30.23).map((box) => box.width)"))
                    .isEmpty();
            assertThat(browser.all(".line")).isNotEmpty();
        } finally {
            browser.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }
}
