@NullMarked
package io.groat.web.document;

import org.jspecify.annotations.NullMarked;
