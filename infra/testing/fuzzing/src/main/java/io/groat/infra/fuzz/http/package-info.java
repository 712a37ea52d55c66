/** HTTP/1.1 to the byte: requests as no proper client sends them. */
@NullMarked
package io.groat.infra.fuzz.http;

import org.jspecify.annotations.NullMarked;
