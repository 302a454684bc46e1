package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the libraries show to their users: a type is public because a user needs it, and so is told of it. */
class PublicSurfaceTest {
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(?:(?!\\*/).)*\\*/", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w+");

    /** A documented method or record that hands out a collection, with its comment. */
    private static final Pattern COLLECTION = Pattern.compile(
            "(" + JAVADOC + ")\\s*(?:@\\w+(?:\\([^)]*\\))?(?: //[^\n]*)?\\s+)*"
                    + "((?:public |static |abstract |default |final )*(?:<[^>()]*>"
                    + " )?(?:List|Map|Set|Collection)<[^;{=(]*\\("
                    + "|public record \\w+\\([^{]*\\b(?:List|Map|Set)<)",
            Pattern.DOTALL);

    /** Who may change what was handed out. */
    private static final Pattern MUTABILITY =
            Pattern.compile("\\b(?:immutable|unmodifiable|modifiable)\\b|\\bnot to be changed\\b");

    /** The public types of the exported packages, by simple name, with the files that they are in. */
    private static final Map<String, Class<?>> TYPES = new LinkedHashMap<>();

    private static final Map<String, String> SOURCES = new LinkedHashMap<>();

    static {
        for (Path file : SourceTree.mainSources()) {
            String room = SourceTree.packageOf(file);
            String name = file.getFileName().toString().replace(".java", "");
            if (room.matches("io\\.gradstep\\.(engine|nn|viz)\\b.*")
                    && !SourceTree.INTERNAL.contains(room)
                    && !name.contains("-")) {
                Class<?> type = loaded(room + "." + name);
                if (Modifier.isPublic(type.getModifiers())) {
                    TYPES.put(name, type);
                    SOURCES.put(name, read(file));
                }
            }
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, PublicSurfaceTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starting from what README files and package comments name, each type leads to those that its comments and its
     * signatures name. A public type that nothing leads to should not be public.
     */
    @Test
    void users_are_told_of_every_public_type() {
        Set<String> told = new HashSet<>();
        Deque<String> next = new ArrayDeque<>();
        Stream<Path> packages = SourceTree.mainSources().stream().filter(file -> file.endsWith("package-info.java"));
        Stream.concat(SourceTree.readmes().stream(), packages).forEach(file -> follow(read(file), told, next));
        assertThat(told).contains("Value", "Mlp", "Picture");
        while (!next.isEmpty()) {
            String name = next.remove();
            JAVADOC.matcher(SOURCES.get(name)).results().forEach(comment -> follow(comment.group(), told, next));
            signatures(TYPES.get(name)).forEach(signature -> follow(signature, told, next));
        }
        assertThat(TYPES.keySet()).filteredOn(name -> !told.contains(name)).isEmpty();
    }

    private static void follow(String text, Set<String> told, Deque<String> next) {
        WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(TYPES::containsKey)
                .filter(told::add)
                .forEach(next::add);
    }

    private static Stream<String> signatures(Class<?> type) {
        List<String> signatures = new ArrayList<>();
        signatures.add(type.toGenericString());
        for (Class<?> nested : type.getClasses()) {
            signatures.addAll(signatures(nested).toList());
        }
        for (Method method : type.getMethods()) {
            signatures.add(method.toGenericString());
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            signatures.add(constructor.toGenericString());
        }
        return signatures.stream();
    }

    @Test
    void comments_say_who_may_change_a_returned_collection() {
        List<String> silent = new ArrayList<>();
        int count = 0;
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            for (MatchResult method :
                    COLLECTION.matcher(source.getValue()).results().toList()) {
                boolean shown = method.group(2).contains("public ")
                        || TYPES.get(source.getKey()).isInterface();
                count += shown ? 1 : 0;
                if (shown && !MUTABILITY.matcher(method.group(1)).find()) {
                    silent.add(source.getKey() + ": " + method.group(2));
                }
            }
        }
        assertThat(count).isGreaterThan(50);
        assertThat(silent).isEmpty();
    }
}
