package dev.beamcluster.e2e.docs;

import java.util.ArrayList;
import java.util.List;

import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** The prose of a Markdown page: paragraphs, headings and table cells, without code blocks. */
final class Markdown {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    private Markdown() {}

    static List<Passage> passages(String file, String page) {
        var found = new ArrayList<Passage>();
        collect(PARSER.parse(page), file, found);
        return found;
    }

    private static void collect(Node node, String file, List<Passage> found) {
        if (node instanceof Paragraph || node instanceof Heading || node instanceof TableCell) {
            var text = new StringBuilder();
            write(node, text);
            found.add(new Passage(file + ":" + line(node), text.toString()));
            return;
        }
        for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
            collect(child, file, found);
        }
    }

    /** The first line of a block. A cell has no position, so it gets the line of its table. */
    private static int line(Node node) {
        var block = node;
        while (block.getSourceSpans().isEmpty()) {
            block = block.getParent();
        }
        return block.getSourceSpans().getFirst().getLineIndex() + 1;
    }

    private static void write(Node node, StringBuilder text) {
        for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
            switch (child) {
                case Text plain -> text.append(plain.getLiteral());
                case Code code -> text.append('`').append(code.getLiteral()).append('`');
                case SoftLineBreak _ -> text.append(' ');
                case Link link when isNameOf(link) -> text.append("`x`");
                default -> write(child, text);
            }
        }
    }

    /** Whether the link text is the name of a file or folder. */
    private static boolean isNameOf(Link link) {
        return link.getFirstChild() instanceof Text name
                && link.getDestination().endsWith(name.getLiteral());
    }
}
