package io.gradstep.demos.page;

import java.util.Map;
import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/** The classes that a page replaces by others. TeaVM finds this policy as a service. */
public final class PageSubstitutions extends SimpleSubstitutionPolicy {
    /** The simple names of the classes replaced, by their packages. */
    private static final Map<String, String[]> REPLACED = Map.of(
            "java.text", new String[] {"BreakIterator", "Normalizer", "Normalizer$Form"},
            "io.gradstep.engine.text", new String[] {"CharacterNames"},
            "io.gradstep.engine.compile.bytecode",
                    new String[] {"BytecodeCompiler", "GeneratedClasses", "MethodsCompiler"},
            "io.gradstep.engine.compile.recording", new String[] {"WorkspacePool"},
            "io.gradstep.engine.compile.rows", new String[] {"LoopClasses"},
            "io.gradstep.engine.parallel", new String[] {"ParallelTasks", "ParallelTasks$Range"},
            "io.gradstep.viz.layout", new String[] {"Layout"},
            "io.gradstep.viz.page.parts", new String[] {"Resources", "Sha256"});

    @Override
    public void contribute(SubstitutionSink sink) {
        String here = PageSubstitutions.class.getPackageName();
        REPLACED.forEach((home, names) -> {
            for (String name : names) {
                sink.selectClasses(named(home + '.' + name))
                        .replacePackage(home, here)
                        .simpleNamePrefix("Page");
            }
        });
    }
}
