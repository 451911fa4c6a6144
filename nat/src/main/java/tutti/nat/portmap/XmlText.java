package tutti.nat.portmap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// XML that a stranger wrote: without a document type, so that it has no entities and includes nothing, and within
/// bounds of length and depth. Names are compared without their namespaces, which routers get wrong.
final class XmlText {
    /// Descriptions of real routers have 2 to 20 KB.
    static final int MAX_BYTES = 1 << 16;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUE_CHARACTERS = 500;

    private XmlText() {}

    /// Reads a document.
    ///
    /// @return empty if it is not well-formed, or has what is not allowed
    static Optional<Element> root(byte[] xml) {
        if (xml.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            DocumentBuilder builder = builder();
            builder.setErrorHandler(new Quiet());
            return Optional.ofNullable(builder.parse(new InputSource(new ByteArrayInputStream(xml)))
                    .getDocumentElement());
        } catch (SAXException | IOException e) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("This Java's XML parser cannot be made safe; install a complete JDK.", e);
        }
    }

    private static DocumentBuilder builder() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setAttribute("jdk.xml.maxElementDepth", MAX_DEPTH);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder();
    }

    /// All elements of a name below another, in the order of the text.
    static List<Element> elements(Element below, String name) {
        NodeList found = below.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /// The text of the first element of a name, stripped; empty if there is none, or it is very long.
    static Optional<String> value(Element below, String name) {
        return elements(below, name).stream()
                .findFirst()
                .map(element -> element.getTextContent().strip())
                .filter(text -> text.length() <= MAX_VALUE_CHARACTERS);
    }

    /// The default handler prints to standard error.
    private static final class Quiet implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
