package dev.beamcluster.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import org.jspecify.annotations.Nullable;

/**
 * The messages in Java sources: strings of three words or more. Concatenated strings are one message, and their other
 * operands are code.
 */
final class JavaMessages extends TreeScanner<@Nullable Void, @Nullable Void> {

    private static final Pattern FORMAT = Pattern.compile("%[-\\d.]*[sdbf]|\\{\\}");
    private static final Pattern THREE_WORDS = Pattern.compile("(?s).*\\p{Ll}{2,}.*? \\p{Ll}+.*? \\p{Ll}+.*");
    private static final Pattern COMMAND = Pattern.compile("(?s)[+-].*|.*(\\$\\(|\"\\$).*");

    private final List<Passage> found = new ArrayList<>();
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final String file;

    private JavaMessages(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
        this.file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
    }

    /** Parses these files without resolving types: nothing needs to be on the class path. */
    static List<Passage> of(List<Path> sources) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new ArrayList<Passage>();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (var unit : task.parse()) {
                var messages = new JavaMessages(unit, Trees.instance(task).getSourcePositions());
                messages.scan(unit, null);
                found.addAll(messages.found);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
        return null;
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
        if (literal.getValue() instanceof String text) {
            add(literal, text);
        }
        return null;
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree sum, @Nullable Void nothing) {
        if (sum.getKind() != Tree.Kind.PLUS) {
            return super.visitBinary(sum, null);
        }
        var text = new StringBuilder();
        if (join(sum, text)) {
            add(sum, text.toString());
        }
        return null;
    }

    /** Appends the operands of a sum; returns whether one of them is a string. */
    private boolean join(ExpressionTree part, StringBuilder text) {
        return switch (part) {
            case BinaryTree sum
            when sum.getKind() == Tree.Kind.PLUS -> {
                var left = join(sum.getLeftOperand(), text);
                var right = join(sum.getRightOperand(), text);
                yield left || right;
            }
            case ParenthesizedTree inner -> join(inner.getExpression(), text);
            case LiteralTree literal
            when literal.getValue() instanceof String words -> {
                text.append(words);
                yield true;
            }
            default -> {
                text.append('`').append(part.toString().replace('`', '\'')).append('`');
                scan(part, null);
                yield false;
            }
        };
    }

    private void add(ExpressionTree tree, String text) {
        var message = FORMAT.matcher(text).replaceAll("`x`");
        if (THREE_WORDS.matcher(message).matches() && !COMMAND.matcher(message).matches()) {
            var line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            found.add(new Passage(file + ":" + line, message));
        }
    }
}
