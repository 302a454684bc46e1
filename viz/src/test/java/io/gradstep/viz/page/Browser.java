package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium with a profile of its own; tests that want one are skipped where it is not installed. The demos
 * test their pages with it too.
 */
public final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Asking more often would take the processor from the page that is waited for. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private static @Nullable Browser shared;

    public final ChromeDriver driver;

    private boolean scripts = true;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** The one browser of this process, because starting one takes seconds; it ends with the process. */
    public static synchronized Browser shared() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared.driver::quit));
        }
        return shared;
    }

    private static Browser start() {
        // The headless shell has no windows to manage: tests with it take a quarter less processor time.
        Optional<Path> chromium = onPath("chromium-headless-shell").or(() -> onPath("chromium"));
        Optional<Path> chromedriver = onPath("chromedriver");
        assumeTrue(chromium.isPresent(), "chromium is not on PATH");
        assumeTrue(chromedriver.isPresent(), "chromedriver is not on PATH");
        // It warns of every Chromium that is newer than itself, whose DevTools no test here needs.
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                // Less than half of what a browser has by itself: no page comes near it.
                "--js-flags=--stack-size=400",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A window whose page is so large. */
    public Browser size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    public Browser dark(boolean dark) {
        feature("prefers-color-scheme", dark ? "dark" : "light");
        return this;
    }

    /** Until the next choice of colours, nothing moves on its way to another place. */
    public Browser still() {
        feature("prefers-reduced-motion", "reduce");
        return this;
    }

    /** Whether pages that are opened from now on may run scripts. */
    Browser scripts(boolean run) {
        scripts = run;
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
        return this;
    }

    private void feature(String name, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", name, "value", value))));
    }

    public Browser open(Path file, String hash) {
        driver.get("about:blank");
        errors();
        driver.get(file.toUri() + hash);
        return ready();
    }

    /** Waits for the program of a page that unpacks it, which runs soon after the page is there. */
    public Browser ready() {
        await(() -> !scripts
                || Boolean.TRUE.equals(run("return document.getElementById('packed') === null"
                        + " || document.documentElement.classList.contains('js')")));
        return this;
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The text of an element, shown or not. */
    public String text(String css) {
        return String.valueOf(run("return document.querySelector(arguments[0]).textContent", css));
    }

    /** Runs a function's body in the page. */
    public Object run(String body, Object... arguments) {
        return driver.executeScript(body, arguments);
    }

    /** The accessibility violations that axe-core finds in the page: the rule, the reason and the place. */
    public List<?> inaccessible() {
        return violations("resultTypes: ['violations']");
    }

    /** Of the violations those that another choice of colours can bring; names, roles and order stay as they are. */
    public List<?> unreadable() {
        return violations("runOnly: ['color-contrast']");
    }

    private List<?> violations(String options) {
        if (Boolean.TRUE.equals(run("return !globalThis.axe"))) {
            run(axe()); // half a megabyte, once a page
        }
        return (List<?>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({ %s }).then((found) => done(found.violations.map((v) =>
                  `${v.id}: ${v.help}: ${v.nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`)));
                """.formatted(options));
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The messages on the console since the last call. */
    public List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Waits until something has happened in the page. */
    public static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
