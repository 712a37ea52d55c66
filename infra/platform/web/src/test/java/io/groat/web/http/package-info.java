@NullMarked
package io.groat.web.http;

import org.jspecify.annotations.NullMarked;
