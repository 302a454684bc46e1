package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.expr.Instruction.Push;
import io.gradstep.engine.expr.Instruction.Statement;
import io.gradstep.engine.expr.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a program, statement by statement. */
final class Parser {
    private final String text;
    private final Scanner scanner;
    private final Scope scope;
    private final ImmutableList.Builder<Statement> statements = ImmutableList.builder();

    /** The name of the last statement so far. */
    private @Nullable String output;

    Parser(String text) {
        this.text = text;
        this.scanner = new Scanner(text);
        this.scope = new Scope(text);
    }

    Program parse() {
        Token before = Token.of(Kind.NEWLINE, 0, 0);
        while (true) {
            while (scanner.current().is(Kind.SEMICOLON) || scanner.current().is(Kind.NEWLINE)) {
                before = scanner.advance(false);
            }
            if (scanner.current().is(Kind.END)) {
                return program();
            }
            statement(before);
        }
    }

    private void statement(Token before) {
        Token first = scanner.current();
        if (first.is(Kind.ASSIGN)) {
            throw new SyntaxException("a name is missing before '='", text, first.start(), first.end());
        }
        if (first.is(Kind.OPERATOR) && before.is(Kind.NEWLINE) && output != null) {
            throw doubtfulLine(first);
        }
        if (first.is(Kind.NAME)) {
            scanner.advance(false);
            if (scanner.current().is(Kind.ASSIGN)) {
                definition(first);
                return;
            }
            scanner.rewind(first);
        }
        ExpressionParser parser = new ExpressionParser(text, scanner, scope, before);
        ImmutableList<Instruction> code = parser.parse();
        checkLast(first, parser.last());
        output = Names.ofOutput(scope::isKnown);
        Token name = new Token(Kind.NAME, text.length(), text.length(), output, 0, true);
        statements.add(new Statement(scope.defineComputed(name), code));
    }

    private void definition(Token name) {
        scope.begin(name);
        Token assign = scanner.advance(false);
        ExpressionParser parser = new ExpressionParser(text, scanner, scope, assign);
        ImmutableList<Instruction> code = parser.parse();
        if (code.size() == 1
                && code.get(0) instanceof Push literal
                && !parser.last().is(Kind.CLOSE)) {
            scope.defineInput(name, literal.number());
        } else {
            statements.add(new Statement(scope.defineComputed(name), code));
        }
        output = name.text();
    }

    /** A line that begins with an operator looks like a continuation of the previous line, but is not. */
    private SyntaxException doubtfulLine(Token operator) {
        String reason = "a line that begins with '%s' does not continue the previous line; put parentheses around "
                + "the whole expression"
                + (Vocabulary.prefix(operator.text()) == null ? "" : ", or ';' before '%1$s' to begin a new statement");
        return new SyntaxException(reason.formatted(operator.text()), text, operator.start(), operator.end());
    }

    /** Only the last statement may be unnamed: others could not use its value. */
    private void checkLast(Token first, Token last) {
        Token end = scanner.current();
        while (scanner.current().is(Kind.SEMICOLON) || scanner.current().is(Kind.NEWLINE)) {
            scanner.advance(false);
        }
        if (!scanner.current().is(Kind.END)) {
            throw new SyntaxException(
                    "only the last statement may be unnamed; write name = ... here",
                    text,
                    first.start(),
                    Math.min(last.end(), end.start()));
        }
    }

    private Program program() {
        if (output == null) {
            throw new SyntaxException(
                    "the program is empty; write an expression such as (x + y)*z", text, text.length(), text.length());
        }
        List<Integer> inputSlots = new ArrayList<>();
        ImmutableList<Program.Input> inputs = scope.inputs(inputSlots);
        return new Program(text, inputs, inputSlots, scope.numbers(), scope.names(), statements.build(), output);
    }
}
