/** What bodies of requests and answers look like: records, from which they are read, written and described. */
@NullMarked
package io.groat.web.shape;

import org.jspecify.annotations.NullMarked;
