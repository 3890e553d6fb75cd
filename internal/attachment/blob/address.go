package blob

import (
	"log/slog"
	"net/url"
	"regexp"
	"strings"

	"smileboard/internal/fault"
)

// Keys open an S3 store. They come from the environment and are never part of an address, which is logged.
type Keys struct {
	ID, Secret string
}

// String hides the keys from whoever prints them.
func (k Keys) String() string { return "blob.Keys" }

// GoString hides them from %#v, too.
func (k Keys) GoString() string { return "blob.Keys" }

// LogValue hides them from the log.
func (k Keys) LogValue() slog.Value { return slog.StringValue("blob.Keys") }

// address is a parsed address: a path, or a bucket.
type address struct {
	path string

	bucket, prefix   string
	host             string
	secure           bool
	region           string
	hostNamesBuckets bool
}

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// prefixPart is one folder of a prefix.
var prefixPart = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*$`)

// parseAddress reads what --files takes. An unknown form is INVALID.
func parseAddress(s string) (address, error) {
	if path, ok := strings.CutPrefix(s, "file:"); ok && path != "" {
		return address{path: strings.TrimPrefix(path, "//")}, nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "s3" || !bucketName.MatchString(u.Host) || u.Fragment != "" || u.Opaque != "" {
		return address{}, errAddress
	}
	if u.User != nil {
		return address{}, errKeysInAddress
	}
	a := address{bucket: u.Host, prefix: strings.Trim(u.Path, "/")}
	if a.prefix != "" {
		for part := range strings.SplitSeq(a.prefix, "/") {
			if !prefixPart.MatchString(part) {
				return address{}, errAddress
			}
		}
		a.prefix += "/"
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return address{}, errAddress
	}
	endpoint := "https://s3.amazonaws.com"
	for name, values := range query {
		switch {
		case len(values) != 1:
			return address{}, errAddress
		case name == "endpoint":
			endpoint = values[0]
		case name == "region":
			a.region = values[0]
		case name == "buckets" && values[0] == "path":
		case name == "buckets" && values[0] == "host":
			a.hostNamesBuckets = true
		default:
			return address{}, errAddress
		}
	}
	e, err := url.Parse(endpoint)
	if err != nil || e.Scheme != "https" && e.Scheme != "http" || e.Host == "" || strings.Trim(e.Path, "/") != "" || e.RawQuery != "" {
		return address{}, errAddress
	}
	if e.User != nil {
		return address{}, errKeysInAddress
	}
	a.host, a.secure = e.Host, e.Scheme == "https"
	return a, nil
}

// String writes the address for the log.
func (a address) String() string {
	if a.path != "" {
		return "file:" + a.path
	}
	scheme := "http://"
	if a.secure {
		scheme = "https://"
	}
	return "s3://" + a.bucket + "/" + a.prefix + "?endpoint=" + scheme + a.host
}

var (
	errAddress = fault.Invalid("files", "blob.address", fault.Say(
		"不认识的附件存放地址。请写 file:文件夹，或 s3://存储桶/前缀?endpoint=https://主机&region=区域。",
		"Unknown address for files. Write file:FOLDER, or s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION."))
	errKeysInAddress = fault.Invalid("files", "blob.keys_in_address", fault.Say(
		"密钥不要写在地址里（地址会进入日志）。请用环境变量 SMILEBOARD_FILES_KEY 和 SMILEBOARD_FILES_SECRET。",
		"Keep keys out of the address, which is logged. Use the variables SMILEBOARD_FILES_KEY and SMILEBOARD_FILES_SECRET."))
	errNoKeys = fault.Invalid("files", "blob.no_keys", fault.Say(
		"缺少 S3 的密钥。请设置环境变量 SMILEBOARD_FILES_KEY 和 SMILEBOARD_FILES_SECRET（或 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY）。",
		"The keys for S3 are missing. Set SMILEBOARD_FILES_KEY and SMILEBOARD_FILES_SECRET (or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)."))
)
