package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.viz.page.Browser;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * A playground for the tests of a class, and a headless Chromium; none may leave an error in its console. The tests
 * are skipped where there is no Chromium.
 */
abstract class PlaygroundFixture {
    @TempDir
    static Path downloads;

    static PlaygroundServer server;
    static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.shared();
        server = PlaygroundServer.start(0);
        browser.driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            browser.driver.get("about:blank"); // a page would go on asking for frames, and complain of a closed server
            server.close();
        }
    }

    @BeforeEach
    void setUp() {
        size(1100, 900);
        dark(false);
    }

    @AfterEach
    void the_console_is_empty() {
        assertThat(browser.errors()).isEmpty();
    }

    static void size(int width, int height) {
        browser.size(width, height);
    }

    static void dark(boolean dark) {
        browser.dark(dark);
    }

    /** Opens the playground with a program, and what follows it in the address. */
    static void open(String program, String more) {
        openAt(server.url() + "#program=" + URLEncoder.encode(program, StandardCharsets.UTF_8) + more);
    }

    static void openAt(String url) {
        browser.driver.get("about:blank");
        browser.driver.get(url);
        browser.ready();
        await(() -> !text("#position").isEmpty());
    }

    /** Types a program in place of the one that is there. */
    static void type(String program) {
        // In one go: an editor that is empty for a while would be complained about.
        find("#program").sendKeys(Keys.chord(Keys.CONTROL, "a"), program);
    }

    static void await(BooleanSupplier condition) {
        Browser.await(condition);
    }

    static WebElement find(String css) {
        return browser.find(css);
    }

    static void click(String css) {
        find(css).click();
    }

    /** The text of an element, shown or not; empty until it is there. */
    static String text(String css) {
        return String.valueOf(run("return document.querySelector(arguments[0])?.textContent ?? ''", css));
    }

    static Object run(String body, Object... arguments) {
        return browser.run(body, arguments);
    }
}
