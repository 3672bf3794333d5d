"""Texts of JSON: tables, records, manifests, data sets."""
import hashlib
import json

from corpus_files import write


def texts_of_json():

    def field(source, path, value):  # a copy with one value set
        copy = json.loads(json.dumps(source))
        at = copy
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        return json.dumps(copy).replace('"1e999"', "1e999").replace('"2^64"', "18446744073709551616")

    table = {
        "experiment": "cifar",
        "title": "CIFAR",
        "source": "section 3.2",
        "base": {
            "data": {
                "name": "cifar10"
            },
            "protocol": {
                "e": 4
            }
        },
        "scales": {
            "demo": {
                "seeds": 2,
                "run": {
                    "budget": {
                        "epochs": 2
                    }
                }
            }
        },
        "columns": [{
            "key": "error",
            "metric": "/test_error"
        }],
        "axes": ["/method/alpha"],
        "defaults": {
            "/method/alpha": [0, 1]
        },
        "rows": [{
            "name": "erm",
            "paper": {
                "error": 5.6
            }
        }, {
            "name": "mixup",
            "against": "erm",
            "run": {
                "method": {
                    "alpha": 1
                }
            }
        }]
    }
    record = {
        "schema": 1,
        "status": "done",
        "run": {
            "experiment": "cifar",
            "row": "erm",
            "seed": 1,
            "optimizer": {
                "drops": [1]
            }
        },
        "metrics": {
            "test_error": {
                "last": 5.5
            }
        },
        "data": {},
        "environment": {},
        "command": "c",
        "started": "s",
        "ended": "e",
        "wall_seconds": 60,
        "curve": {
            "test_error": [9.25, 5.5]
        }
    }
    files = [{"name": "iris.data", "bytes": 4551, "sha256": "6f" * 32}]
    content = hashlib.sha256(b"6f" * 32 + b"  iris.data\n").hexdigest()
    manifest = {
        "schema": 1,
        "set": "iris",
        "source": "s",
        "archive_sha256": "",
        "date": "d",
        "program": "p",
        "content": content,
        "partial": False,
        "files": files
    }
    data_set = {
        "name": "iris",
        "kind": "table",
        "folder": "uci/iris",
        "cited": "c",
        "table": {
            "rows": 150,
            "columns": 4,
            "classes": ["a", "b"]
        },
        "most_bytes": 1,
        "most_entries": 1,
        "sources": [{
            "form": "zip",
            "addresses": ["https://example.org/a"],
            "cited": "c"
        }],
        "files": [{
            "name": "f",
            "bytes": 1,
            "cited": "c"
        }]
    }
    anywhere = dict(deep="[" * 2000,
                    twice='{"a":1,"a":2}',
                    not_utf_8=b'{"\xff\xfe":1}',
                    number_1e999="1e999",
                    null="null",
                    cut='{"a"',
                    surrogate='{"a":"\\ud800"}',
                    many_keys="{" + ",".join(f'"{i}":0' for i in range(1100)) + "}")
    write("table",
          good_small=json.dumps(table),
          alpha_1e999=field(table, ["rows", 1, "run"], {"method": {
              "alpha": "1e999"
          }}),
          seeds_2_to_64=field(table, ["scales", "demo", "seeds"], "2^64"),
          axis_into_a_list=field(table, ["axes"], ["/optimizer/drops/-"]),
          run_is_null=field(table, ["base"], None),
          name_with_slash=field(table, ["rows", 0, "name"], "../../x"),
          protocol_null=field(table, ["base", "protocol"], None),
          scale_patch_null=field(table, ["rows", 0, "scales"], {"demo": None}),
          protocol_list=field(table, ["base", "protocol"], [1]),
          row_protocol_text=field(table, ["rows", 0, "run"], {"protocol": "x"}),
          row_changes_seed=field(table, ["rows", 0, "run"], {"seed": 1}),
          **anywhere)
    printed = dict(record,
                   run={
                       "experiment": "cifar",
                       "scale": "small",
                       "row": "preact-erm",
                       "seed": 1,
                       "data": {
                           "name": "cifar10"
                       },
                       "model": {
                           "name": "preact18"
                       },
                       "budget": {
                           "epochs": 8
                       }
                   })
    write("record",
          good_small=json.dumps(record),
          good_printed=json.dumps(printed),
          good_metrics_of_text=field(printed, ["metrics"], {"test_error": ["x", {
              "best": "y"
          }]}),
          files_of_numbers=field(printed, ["data"], {"files": [1, None, {
              "name": 7
          }]}),
          environment_of_lists=field(printed, ["environment"], {
              "cpu": [1],
              "threads": {},
              "git_dirty": 3,
              "net": 5
          }),
          environment_with_tilde=field(printed, ["environment"], {"a~b": 1}),
          data_of_lists=field(printed, ["data"], {"name": [1]}),
          good_byte_order_mark="\ufeff" + json.dumps(printed),
          good_wall_1e12=field(printed, ["wall_seconds"], 1e12),
          schema_2_to_64=field(record, ["schema"], "2^64"),
          seconds_negative=field(record, ["wall_seconds"], -1),
          seed_1e999=field(record, ["run", "seed"], "1e999"),
          status_other=field(record, ["status"], "fine"),
          unknown_key=field(record, ["metricz"], {}),
          drops_negative=field(record, ["run", "optimizer", "drops"], [-1]),
          curve_is_text=field(record, ["curve"], "x"),
          **anywhere)
    write("manifest",
          good_iris=json.dumps(manifest),
          bytes_negative=field(manifest, ["files", 0, "bytes"], -1),
          bytes_2_to_64=field(manifest, ["files", 0, "bytes"], "2^64"),
          content_other=field(manifest, ["content"], "0" * 64),
          files_text=field(manifest, ["files"], "x"),
          **anywhere)
    write("data_set",
          good_iris=json.dumps(data_set),
          http=field(data_set, ["sources", 0, "addresses"], ["http://example.org/a"]),
          bytes_1e999=field(data_set, ["most_bytes"], "1e999"),
          records_1e18=field(data_set, ["files", 0, "records"], 10**18),
          address_alone=field(data_set, ["sources", 0, "addresses"], ["https://"]),
          strip_9=field(data_set, ["sources", 0, "strip"], 9),
          unknown_kind=field(data_set, ["kind"], "x"),
          **anywhere)
