package tutti.engine.driver.jack;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LibJackTest {
    @Test
    void shouldFindNoLibraryWhereThereIsNone() {
        assertNull(LibJack.library("libjack-of-no-computer.so.0"));
    }

    @Test
    void shouldSayHowToGetTheLibrary() {
        String sentence = LibJack.missing("libjack.so.0");
        assertTrue(sentence.contains("apt install jackd2"));
        assertTrue(sentence.contains("--driver javasound"));
        assertTrue(sentence.contains("--driver virtual"));
    }
}
