@NullMarked
package io.groat.web.json;

import org.jspecify.annotations.NullMarked;
