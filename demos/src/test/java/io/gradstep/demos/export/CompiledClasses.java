package io.gradstep.demos.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Exported classes, compiled and loaded where nothing but the JDK can be seen. */
final class CompiledClasses implements AutoCloseable {
    private final URLClassLoader loader;

    private CompiledClasses(URLClassLoader loader) {
        this.loader = loader;
    }

    /** Compiles sources by their class names, without a class path and with every warning an error. */
    static CompiledClasses of(Map<String, String> sources, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(problems, null, null)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of());
            List<String> options = List.of("--release", "17", "-proc:none", "-Xlint:all", "-Werror");
            boolean compiled = compiler.getTask(
                            null, manager, problems, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(problems.getDiagnostics()).isEmpty();
            assertThat(compiled).isTrue();
        }
        URL[] urls = {folder.toUri().toURL()};
        return new CompiledClasses(new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()));
    }

    double[] forward(String name, double[] input) {
        return (double[]) call(name, "forward", input);
    }

    double[] predict(String name, double[] row) {
        return (double[]) call(name, "predict", row);
    }

    String label(String name, double[] row) {
        return (String) call(name, "label", row);
    }

    double[] probabilities(String name, double[] row) {
        return (double[]) call(name, "probabilities", row);
    }

    double loss(String name, double[] output, double[] target) {
        return (double) call(name, "loss", output, target);
    }

    double[][] gradient(String name, double[] input, double[] target) {
        return (double[][]) call(name, "gradient", input, target);
    }

    /** Calls a static method that takes arrays of doubles. */
    private Object call(String name, String method, Object... arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, double[].class);
        try {
            Method found = loader.loadClass(name).getDeclaredMethod(method, types);
            found.setAccessible(true);
            return found.invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("%s.%s".formatted(name, method), e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
