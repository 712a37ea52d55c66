/** JSON of requests and answers, read and written token by token. */
@NullMarked
package io.groat.web.json;

import org.jspecify.annotations.NullMarked;
