package tutti.engine.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import tutti.engine.bench.music.Clip;
import tutti.engine.bench.network.Delays;
import tutti.engine.bench.network.NetworkResult;
import tutti.engine.bench.network.Rival;
import tutti.engine.bench.network.Scenario;
import tutti.engine.bench.network.TimePoint;
import tutti.engine.ensemble.Json;
import tutti.engine.judge.Hearing;
import tutti.engine.judge.Verdict;
import tutti.nat.impair.NetworkTrace;

class NetworkReportTest {
    private static final Pattern LOADS = Pattern.compile("(src|href|action|data|poster)\\s*=|@import|url\\(");

    private static Scenario scenario(String name, List<Rival> rivals) {
        return new Scenario(
                name,
                "a \"network\" of <tests> & 'such'",
                NetworkTrace.LAN,
                64,
                0,
                0,
                Optional.of(new Scenario.Wanted(12.5, 0.1)),
                rivals);
    }

    private static NetworkResult result(Scenario scenario, boolean isHeard) {
        Verdict verdict = new Verdict(654.3125, 640, 700, 650, 17, 1_990, 37, 44, 5, -31.4);
        Hearing hearing = new Hearing(verdict, List.of(new Hearing.Window(0, 654.3125, true, 10, 5)));
        return new NetworkResult(
                scenario,
                20,
                isHeard ? Optional.of(hearing) : Optional.empty(),
                1_234,
                567,
                OptionalLong.of(89),
                2.61,
                List.of(new TimePoint(0.5, 3.25, 1, 2, 0.5)),
                new Delays(5, 0.01, List.of(75.0, 25.0), 5.001, 5.004, 5.019),
                41.7);
    }

    private static String page(NetworkResult... results) {
        return NetworkReport.page(List.of(results), Clip.GUITAR, 7, "a <machine>");
    }

    @Test
    void shouldShowEveryTraceWithItsNumbers() {
        Rival rival = new Rival("Other 1.0", 26.5, 12.5, "24 to 29 ms");
        String page =
                page(result(scenario("first", List.of(rival)), true), result(scenario("second", List.of()), false));

        for (String expected : List.of(
                "first",
                "second",
                "13.63",
                "13.33 to 14.58",
                "17",
                "1,234",
                "567",
                "89",
                "2.61 %",
                "1.86 %",
                "-31.4",
                "nothing heard",
                "Other 1.0: 24 to 29 ms",
                "\u2264 12.5 ms",
                "42\u00d7",
                "seed 7")) {
            assertTrue(page.contains(expected), expected);
        }
    }

    @Test
    void shouldGiveTheScriptTheDataToDraw() {
        Rival rival = new Rival("Other \"1.0\"", 26.5, 12.5, "");
        Json data = Json.parse(ReportData.of(List.of(
                        result(scenario("first", List.of(rival)), true), result(scenario("second", List.of()), false))))
                .orElseThrow();

        Json first = data.at("traces").at(0);
        assertEquals(20, data.at("seconds").number());
        assertEquals(75, first.at("delays").at(0).number());
        assertEquals(13.6315, first.at("deadline").number(), 1e-3);
        assertEquals(50, first.at("damaged").at(0).at(1).number());
        assertEquals(8.251, first.at("target").at(0).at(1).number(), 1e-3);
        assertTrue(Double.isNaN(data.at("traces").at(1).at("deadline").number()));
        Json systems = data.at("compared").at(0).at("systems");
        assertEquals("Tutti", systems.at(0).at("name").text());
        assertEquals("Other \"1.0\"", systems.at(2).at("name").text());
        assertEquals(26.5, systems.at(2).at("latency").number());
    }

    /// Without its scripts, which are text to a browser and not to an XML parser, the page is well-formed XML.
    @Test
    void shouldBeWellFormedAndEscapeWhatItShows() throws Exception {
        String page = page(result(scenario("</script><b>", List.of()), true));
        int begin = page.indexOf("<script");
        int end = page.lastIndexOf("</script>") + "</script>".length();
        String withoutScripts = (page.substring(0, begin) + page.substring(end)).replace("<!DOCTYPE html>", "");

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(withoutScripts.getBytes(StandardCharsets.UTF_8)));

        assertEquals("html", document.getDocumentElement().getTagName());
        assertEquals("</script><b>", document.getElementsByTagName("h2").item(0).getTextContent());
        assertEquals(0, document.getElementsByTagName("b").getLength());
        String data = page.substring(begin, page.indexOf("</script>", begin));
        assertFalse(data.contains("<b>"), data);
    }

    @Test
    void shouldAskForNothingElse() {
        String page = page(result(scenario("first", List.of()), true));
        String library = Html.resource("echarts.common.min.js");
        assertTrue(page.contains(library));

        String own = page.replace(library, "").replace("data-of=", "").replace("data-kind=", "");
        own = own.replace("data-index=", "").replace("const data =", "");
        assertFalse(own.contains("http:") || own.contains("https:") || own.contains("//cdn"), "an address");
        assertFalse(LOADS.matcher(own).find(), "something is loaded");
    }

    @Test
    void shouldWriteOneFile(@TempDir Path folder) throws IOException {
        Path file = NetworkReport.write(
                folder.resolve("new"), List.of(result(scenario("first", List.of()), true)), Clip.DRUMS, 1);

        assertTrue(Files.readString(file).startsWith("<!DOCTYPE html>"));
        try (var files = Files.list(folder.resolve("new"))) {
            assertEquals(1, files.count());
        }
    }
}
