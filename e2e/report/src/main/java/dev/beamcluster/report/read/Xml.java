package dev.beamcluster.report.read;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML document.
 *
 * @param root its element, with everything before the error if there is one
 * @param error where and why the text is not well-formed, such as after the end of the process that wrote it
 */
record Xml(Element root, Optional<String> error) {

    private static final Pattern NOT_IN_XML =
            Pattern.compile("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]"
                    + "|&#(?:[0-8]|1[124-9]|2[0-9]|3[01]|[xX](?:[0-8]|[bBcCeEfF]|1[0-9a-fA-F]));");

    /**
     * An element.
     *
     * @param name without its prefix
     * @param attributes by names without prefixes
     * @param text of the element itself, without that of its children
     */
    record Element(String name, Map<String, String> attributes, List<Element> children, String text) {

        /** An attribute, or an empty text. */
        String attribute(String key) {
            return attributes.getOrDefault(key, "");
        }

        Stream<Element> all(String child) {
            return children.stream().filter(element -> element.name.equals(child));
        }

        Optional<Element> first(String child) {
            return all(child).findFirst();
        }

        /** The first element at the end of a path, or an element without anything. */
        Element at(String... path) {
            var found = this;
            for (String step : path) {
                found = found.first(step).orElse(new Element(step, Map.of(), List.of(), ""));
            }
            return found;
        }
    }

    /** Reads a text. Characters that XML does not allow, which some frameworks write, are replaced. */
    static Xml parse(String text) {
        var tree = new Tree();
        try {
            var reader = factory()
                    .createXMLStreamReader(
                            new StringReader(NOT_IN_XML.matcher(text).replaceAll("\uFFFD")));
            while (reader.hasNext()) {
                reader.next();
                tree.add(reader);
            }
            return new Xml(tree.root(), Optional.empty());
        } catch (XMLStreamException e) {
            return new Xml(
                    tree.root(),
                    Optional.of(
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // The message of a failed test may be longer than the JDK's limit of 100,000 characters.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        return factory;
    }

    /** Elements that are open. */
    private static final class Tree {

        private record Open(String name, Map<String, String> attributes, List<Element> children, StringBuilder text) {

            Element closed() {
                return new Element(name, attributes, children, text.toString());
            }
        }

        private final Deque<Open> open =
                new ArrayDeque<>(List.of(new Open("", Map.of(), new ArrayList<>(), new StringBuilder())));

        void add(XMLStreamReader reader) {
            switch (reader.getEventType()) {
                case XMLStreamConstants.START_ELEMENT ->
                    open.push(new Open(
                            reader.getLocalName(), attributes(reader), new ArrayList<>(), new StringBuilder()));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    last().text().append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> close();
                default -> {
                    // Comments and the like.
                }
            }
        }

        private Open last() {
            return open.element();
        }

        private void close() {
            var closed = open.pop().closed();
            last().children().add(closed);
        }

        Element root() {
            while (open.size() > 1) {
                close();
            }
            return last().children().stream().findFirst().orElseGet(() -> last().closed());
        }

        private static Map<String, String> attributes(XMLStreamReader reader) {
            var attributes = new HashMap<String, String>();
            for (int each = 0; each < reader.getAttributeCount(); each++) {
                attributes.put(reader.getAttributeLocalName(each), reader.getAttributeValue(each));
            }
            return attributes;
        }
    }
}
